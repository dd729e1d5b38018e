/** Delivers expirations to a web server, signed. */
@NullMarked
package dev.afterimage.webhook;

import org.jspecify.annotations.NullMarked;
