/** What happened to an item: one change of a stream, with its images and its place in the order. */
@NullMarked
package dev.afterimage.change;

import org.jspecify.annotations.NullMarked;
