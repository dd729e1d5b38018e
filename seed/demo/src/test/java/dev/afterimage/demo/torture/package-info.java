/** Tests that workers can be tortured. */
@NullMarked
package dev.afterimage.demo.torture;

import org.jspecify.annotations.NullMarked;
