@NullMarked
package dev.afterimage.export;

import org.jspecify.annotations.NullMarked;
