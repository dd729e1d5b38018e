@NullMarked
package dev.afterimage.console.undo;

import org.jspecify.annotations.NullMarked;
