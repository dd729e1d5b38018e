/** Runs recorded streams through the engine. */
@NullMarked
package dev.afterimage.demo.replay;

import org.jspecify.annotations.NullMarked;
