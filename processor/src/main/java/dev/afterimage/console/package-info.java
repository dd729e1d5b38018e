/** The worker's HTTP server: pages for operators, the same as JSON, and what machines ask of a worker. */
@NullMarked
package dev.afterimage.console;

import org.jspecify.annotations.NullMarked;
