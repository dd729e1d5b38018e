/** What the processor's tests share: ports in memory, contracts that they and the real ones fulfil, sample changes. */
@NullMarked
package dev.afterimage.testing;

import org.jspecify.annotations.NullMarked;
