/** The verbs: what can be asked of the program from a command line. */
@NullMarked
package dev.afterimage.cli;

import org.jspecify.annotations.NullMarked;
