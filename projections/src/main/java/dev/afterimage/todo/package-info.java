/** The projections of the sample domain, shared to-do lists: what an own set of projections looks like. */
@NullMarked
package dev.afterimage.todo;

import org.jspecify.annotations.NullMarked;
