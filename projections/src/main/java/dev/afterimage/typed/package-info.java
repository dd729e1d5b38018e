/**
 * Items as values of your own classes, by the schemas of the AWS SDK's Enhanced Client. It takes
 * {@code software.amazon.awssdk:dynamodb-enhanced} on the class path, which nothing else here needs.
 */
@NullMarked
package dev.afterimage.typed;

import org.jspecify.annotations.NullMarked;
