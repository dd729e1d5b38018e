/** What an item is: its attributes, its key, its size, its JSON. */
@NullMarked
package dev.afterimage.item;

import org.jspecify.annotations.NullMarked;
