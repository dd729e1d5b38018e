/** Workers in processes of their own, and who follows which lane. */
@NullMarked
package dev.afterimage.demo.fleet;

import org.jspecify.annotations.NullMarked;
