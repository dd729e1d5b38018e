/** What machines ask of a worker: whether it lives, whether it works, and its figures. */
@NullMarked
package dev.afterimage.console.health;

import org.jspecify.annotations.NullMarked;
