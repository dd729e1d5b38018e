/** What a table's stream delivers, and how its records are read as changes. */
@NullMarked
package dev.afterimage.stream;

import org.jspecify.annotations.NullMarked;
