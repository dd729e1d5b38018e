/** The audit log for people and programs: search, an item's history, what it was, and which changes made a row. */
@NullMarked
package dev.afterimage.console.audit;

import org.jspecify.annotations.NullMarked;
