@NullMarked
package dev.afterimage.console.web;

import org.jspecify.annotations.NullMarked;
