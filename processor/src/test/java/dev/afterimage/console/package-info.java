@NullMarked
package dev.afterimage.console;

import org.jspecify.annotations.NullMarked;
