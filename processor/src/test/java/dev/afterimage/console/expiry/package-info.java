@NullMarked
package dev.afterimage.console.expiry;

import org.jspecify.annotations.NullMarked;
