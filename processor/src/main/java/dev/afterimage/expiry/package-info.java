/** What lapsed: one event for each item that its time to live ended. */
@NullMarked
package dev.afterimage.expiry;

import org.jspecify.annotations.NullMarked;
