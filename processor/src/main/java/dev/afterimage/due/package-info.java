/** Tells of items at the second in which they are due, before DynamoDB deletes them. */
@NullMarked
package dev.afterimage.due;

import org.jspecify.annotations.NullMarked;
