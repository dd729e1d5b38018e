/** What can be seen from outside of how the lanes fare: counts and log lines. */
@NullMarked
package dev.afterimage.telemetry;

import org.jspecify.annotations.NullMarked;
