/** Settings that people write in YAML, read key by key: every mistake is told at once, with its place and what is allowed. */
@NullMarked
package dev.afterimage.yaml;

import org.jspecify.annotations.NullMarked;
