@NullMarked
package dev.afterimage.testing.junit;

import org.jspecify.annotations.NullMarked;
