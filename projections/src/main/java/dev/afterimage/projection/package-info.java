/** What is derived from a change: writes to rows of derived tables, and how two writes to one row become one. */
@NullMarked
package dev.afterimage.projection;

import org.jspecify.annotations.NullMarked;
