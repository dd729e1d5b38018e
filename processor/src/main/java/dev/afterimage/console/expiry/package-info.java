/** What the console shows of expirations, as pages, as a feed and as a stream, and of the sinks that they go to. */
@NullMarked
package dev.afterimage.console.expiry;

import org.jspecify.annotations.NullMarked;
