/**
 * What the program's logs have in common: entries in the order of time, spread over buckets, read in pages, and kept
 * whole where they are larger than a row.
 */
@NullMarked
package dev.afterimage.ledger;

import org.jspecify.annotations.NullMarked;
