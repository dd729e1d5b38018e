/** The console's page of backfills: how far each is, and deciding about them. */
@NullMarked
package dev.afterimage.console.backfill;

import org.jspecify.annotations.NullMarked;
