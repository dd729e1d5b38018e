/** The whole program: every part made and joined by hand, in one place. */
@NullMarked
package dev.afterimage.app;

import org.jspecify.annotations.NullMarked;
