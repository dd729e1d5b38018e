/** Tests of the whole program. */
@NullMarked
package dev.afterimage.demo;

import org.jspecify.annotations.NullMarked;
