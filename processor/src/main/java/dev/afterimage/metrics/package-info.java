/** A worker's figures, as Prometheus reads them. The only package that knows Micrometer. */
@NullMarked
package dev.afterimage.metrics;

import org.jspecify.annotations.NullMarked;
