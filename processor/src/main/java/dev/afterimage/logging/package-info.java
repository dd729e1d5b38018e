/** How the log is written. The only package that knows Logback. */
@NullMarked
package dev.afterimage.logging;

import org.jspecify.annotations.NullMarked;
