/** What people type and see of items: references, moments, values, and what differs between two images. */
@NullMarked
package dev.afterimage.inspection;

import org.jspecify.annotations.NullMarked;
