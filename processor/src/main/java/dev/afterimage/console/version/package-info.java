/** The console's pages of projections and their versions: their states, deciding about them, and the work that follows. */
@NullMarked
package dev.afterimage.console.version;

import org.jspecify.annotations.NullMarked;
