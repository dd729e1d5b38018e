/** Builds the images and runs them on a real engine, as {@code docker compose up} does. */
@NullMarked
package dev.afterimage.docker;

import org.jspecify.annotations.NullMarked;
