@NullMarked
package dev.afterimage.browser;

import org.jspecify.annotations.NullMarked;
