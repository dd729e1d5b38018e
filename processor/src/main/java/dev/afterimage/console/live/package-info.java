/** Changes as they are applied. */
@NullMarked
package dev.afterimage.console.live;

import org.jspecify.annotations.NullMarked;
