/** Tests of what is seen of workers from the outside. */
@NullMarked
package dev.afterimage.demo.fleet;

import org.jspecify.annotations.NullMarked;
