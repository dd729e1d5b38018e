/** What a worker is told: one YAML file and the environment, read with all mistakes reported at once. */
@NullMarked
package dev.afterimage.config;

import org.jspecify.annotations.NullMarked;
