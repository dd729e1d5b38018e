/** Proves a run from the outside: by scans and plain reads that share nothing with the code that they check. */
@NullMarked
package dev.afterimage.demo.report;

import org.jspecify.annotations.NullMarked;
