/** The way of a change through a lane: routed, projected, planned, committed, retried. */
@NullMarked
package dev.afterimage.pipeline;

import org.jspecify.annotations.NullMarked;
