/** Delivers expirations through the messaging services of AWS. */
@NullMarked
package dev.afterimage.messaging;

import org.jspecify.annotations.NullMarked;
