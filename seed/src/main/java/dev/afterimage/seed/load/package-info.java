/** Sample data: what it is, and writing it fast. */
@NullMarked
package dev.afterimage.seed.load;

import org.jspecify.annotations.NullMarked;
