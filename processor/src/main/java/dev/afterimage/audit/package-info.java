/** Who changed what: one entry for each change, with its old and new image. */
@NullMarked
package dev.afterimage.audit;

import org.jspecify.annotations.NullMarked;
