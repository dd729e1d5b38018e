/** What the audit log answers to people: who changed what, what an item was, and which changes made a derived row. */
@NullMarked
package dev.afterimage.history;

import org.jspecify.annotations.NullMarked;
