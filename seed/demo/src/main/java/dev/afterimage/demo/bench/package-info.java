/** Measures the worker against a raw ceiling and a naive consumer, in one run on one machine. */
@NullMarked
package dev.afterimage.demo.bench;

import org.jspecify.annotations.NullMarked;
