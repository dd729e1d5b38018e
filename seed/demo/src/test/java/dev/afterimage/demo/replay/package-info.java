/** Tests of replayed fixtures. */
@NullMarked
package dev.afterimage.demo.replay;

import org.jspecify.annotations.NullMarked;
