@NullMarked
package dev.afterimage.stream;

import org.jspecify.annotations.NullMarked;
