/**
 * The expirations as a feed that loses nothing: who records any at present, up to where the feed is complete, and how it is
 * followed.
 */
@NullMarked
package dev.afterimage.feed;

import org.jspecify.annotations.NullMarked;
