/** DynamoDB's batch operations, with what they leave unprocessed tried again. */
@NullMarked
package dev.afterimage.seed.batch;

import org.jspecify.annotations.NullMarked;
