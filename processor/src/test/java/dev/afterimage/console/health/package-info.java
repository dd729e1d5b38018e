/** Tests of what machines ask of a worker. */
@NullMarked
package dev.afterimage.console.health;

import org.jspecify.annotations.NullMarked;
