/** How a person becomes an operator. */
@NullMarked
package dev.afterimage.console.login;

import org.jspecify.annotations.NullMarked;
