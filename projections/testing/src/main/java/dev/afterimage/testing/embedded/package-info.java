/** Derived rows as DynamoDB itself makes them, for tests on DynamoDB Local. */
@NullMarked
package dev.afterimage.testing.embedded;

import org.jspecify.annotations.NullMarked;
