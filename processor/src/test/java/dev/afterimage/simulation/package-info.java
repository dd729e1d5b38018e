/** Workers that crash, repeat, overlap and lose answers, in a world that a seed decides. */
@NullMarked
package dev.afterimage.simulation;

import org.jspecify.annotations.NullMarked;
