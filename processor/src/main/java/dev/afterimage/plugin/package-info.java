/** Projections that come in jars of their own. */
@NullMarked
package dev.afterimage.plugin;

import org.jspecify.annotations.NullMarked;
