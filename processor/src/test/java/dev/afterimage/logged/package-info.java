/** What is logged, to see that it holds nothing that it should not. */
@NullMarked
package dev.afterimage.logged;

import org.jspecify.annotations.NullMarked;
