/** What every page and every call needs: who may do what, how it looks, what is answered when something fails. */
@NullMarked
package dev.afterimage.console.web;

import org.jspecify.annotations.NullMarked;
