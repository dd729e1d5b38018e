/** Tests of the shape of the code itself. */
@NullMarked
package dev.afterimage.architecture;

import org.jspecify.annotations.NullMarked;
