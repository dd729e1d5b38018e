/** The engine behind a Lambda trigger: batches of records instead of shards that are followed. */
@NullMarked
package dev.afterimage.lambda;

import org.jspecify.annotations.NullMarked;
