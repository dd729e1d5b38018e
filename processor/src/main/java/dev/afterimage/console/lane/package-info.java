/** Every lane: who works on it, how far it has come, how fast it is. */
@NullMarked
package dev.afterimage.console.lane;

import org.jspecify.annotations.NullMarked;
