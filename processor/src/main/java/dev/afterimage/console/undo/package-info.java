/** Putting items of source tables back to what they were: one, or all that a search finds; for people and programs. */
@NullMarked
package dev.afterimage.console.undo;

import org.jspecify.annotations.NullMarked;
