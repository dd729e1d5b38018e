/** The engine on an embedded DynamoDB, joined by hand for those verbs that bring changes or clocks of their own. */
@NullMarked
package dev.afterimage.demo.wiring;

import org.jspecify.annotations.NullMarked;
