/** What was in a table before its stream: how it comes into projections and the audit log, once, while changes go on. */
@NullMarked
package dev.afterimage.backfill;

import org.jspecify.annotations.NullMarked;
