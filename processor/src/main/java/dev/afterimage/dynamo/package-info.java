/** DynamoDB: its clients, one adapter for each port, and the tables that must exist. */
@NullMarked
package dev.afterimage.dynamo;

import org.jspecify.annotations.NullMarked;
