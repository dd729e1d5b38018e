/** Delivers expirations to the world outside, at least once and in the order of their items, each sink by itself. */
@NullMarked
package dev.afterimage.delivery;

import org.jspecify.annotations.NullMarked;
