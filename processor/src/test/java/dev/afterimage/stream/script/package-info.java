/** An endpoint of DynamoDB Streams that answers from a script, for what the embedded DynamoDB cannot show. */
@org.jspecify.annotations.NullMarked
package dev.afterimage.stream.script;
