/** Wild inputs, made from seeds, for everything that reads what others wrote. */
@NullMarked
package dev.afterimage.fuzz;

import org.jspecify.annotations.NullMarked;
