/** Where changes come from in order, and how far each such lane has come. */
@NullMarked
package dev.afterimage.lane;

import org.jspecify.annotations.NullMarked;
