/** The shipped example, built as an outsider builds it. */
@NullMarked
package dev.afterimage.testing.example;

import org.jspecify.annotations.NullMarked;
