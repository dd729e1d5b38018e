/** The worker: KCL's schedulers, one for each source table, and what they call for each shard. */
@NullMarked
package dev.afterimage.stream.kcl;

import org.jspecify.annotations.NullMarked;
