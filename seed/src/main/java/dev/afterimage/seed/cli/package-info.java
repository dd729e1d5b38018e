/** The verbs around DynamoDB Local and the sample data. */
@NullMarked
package dev.afterimage.seed.cli;

import org.jspecify.annotations.NullMarked;
