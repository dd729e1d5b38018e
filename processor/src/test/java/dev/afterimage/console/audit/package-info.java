@NullMarked
package dev.afterimage.console.audit;

import org.jspecify.annotations.NullMarked;
