/** How KCL gets a shard's records: its data fetcher, over the client of DynamoDB Streams without a detour. */
@NullMarked
package dev.afterimage.stream.fetch;

import org.jspecify.annotations.NullMarked;
