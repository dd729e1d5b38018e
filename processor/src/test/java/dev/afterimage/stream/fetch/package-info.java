@NullMarked
package dev.afterimage.stream.fetch;

import org.jspecify.annotations.NullMarked;
