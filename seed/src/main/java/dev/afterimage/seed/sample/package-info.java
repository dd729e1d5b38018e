/** The sample domain's four tables: shared to-do lists. */
@NullMarked
package dev.afterimage.seed.sample;

import org.jspecify.annotations.NullMarked;
