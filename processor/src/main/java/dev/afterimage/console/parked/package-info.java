/** The changes that a projection could not take: why, what redriving them would do, doing it, giving them up. */
@NullMarked
package dev.afterimage.console.parked;

import org.jspecify.annotations.NullMarked;
