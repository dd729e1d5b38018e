@NullMarked
package dev.afterimage.console.version;

import org.jspecify.annotations.NullMarked;
