/** Kills, stops and pauses workers at random under full load, and proves that it made no difference. */
@NullMarked
package dev.afterimage.demo.torture;

import org.jspecify.annotations.NullMarked;
