@NullMarked
package dev.afterimage.stream.kcl;

import org.jspecify.annotations.NullMarked;
