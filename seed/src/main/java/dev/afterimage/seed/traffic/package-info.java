/** What the users of a to-do application do all day, at a chosen pace. */
@NullMarked
package dev.afterimage.seed.traffic;

import org.jspecify.annotations.NullMarked;
