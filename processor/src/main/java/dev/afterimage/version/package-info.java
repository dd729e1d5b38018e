/** The versions of projections: which there are, which of them readers read, and how far one that is being built has come. */
@NullMarked
package dev.afterimage.version;

import org.jspecify.annotations.NullMarked;
