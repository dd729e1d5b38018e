/** Building versions of projections from the audit log beside the lanes, keeping them apart meanwhile, and comparing them. */
@NullMarked
package dev.afterimage.rebuild;

import org.jspecify.annotations.NullMarked;
