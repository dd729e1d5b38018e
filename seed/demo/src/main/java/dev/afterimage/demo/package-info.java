/** Where the worker and the embedded DynamoDB meet in one JVM: the demo and the program with all verbs. */
@NullMarked
package dev.afterimage.demo;

import org.jspecify.annotations.NullMarked;
