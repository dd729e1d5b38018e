/** DynamoDB Local in this JVM: for development and tests. */
@NullMarked
package dev.afterimage.seed.local;

import org.jspecify.annotations.NullMarked;
