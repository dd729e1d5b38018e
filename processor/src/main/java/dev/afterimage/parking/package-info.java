/** Changes that a projection could not take: kept, in the order of their item, until somebody has them applied or gives them up. */
@NullMarked
package dev.afterimage.parking;

import org.jspecify.annotations.NullMarked;
