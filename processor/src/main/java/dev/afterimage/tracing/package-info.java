/** Spans of what a worker does, for a collector of OpenTelemetry. The only package that knows it. */
@NullMarked
package dev.afterimage.tracing;

import org.jspecify.annotations.NullMarked;
