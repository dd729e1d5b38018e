/** Putting items of source tables back to what they were: planned, done where nothing has changed since, and noted. */
@NullMarked
package dev.afterimage.undo;

import org.jspecify.annotations.NullMarked;
