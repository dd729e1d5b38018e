/** Tests that the proof finds what is wrong. */
@NullMarked
package dev.afterimage.demo.report;

import org.jspecify.annotations.NullMarked;
