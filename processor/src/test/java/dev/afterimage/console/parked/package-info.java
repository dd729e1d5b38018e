@NullMarked
package dev.afterimage.console.parked;

import org.jspecify.annotations.NullMarked;
