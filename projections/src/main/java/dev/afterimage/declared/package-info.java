/** Projections without code: what they are to do is written in YAML. */
@NullMarked
package dev.afterimage.declared;

import org.jspecify.annotations.NullMarked;
