/** For tests of projections: tables in memory, changes made by hand, and the checks that every projection must pass. */
@NullMarked
package dev.afterimage.testing;

import org.jspecify.annotations.NullMarked;
