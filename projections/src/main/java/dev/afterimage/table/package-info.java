/** What a table looks like: keys, indexes, stream and TTL, as data. */
@NullMarked
package dev.afterimage.table;

import org.jspecify.annotations.NullMarked;
