@NullMarked
package dev.afterimage.console.backfill;

import org.jspecify.annotations.NullMarked;
