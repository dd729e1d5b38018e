/** What is committed together: plans, how they are cut, and the one door through which they pass. */
@NullMarked
package dev.afterimage.commit;

import org.jspecify.annotations.NullMarked;
