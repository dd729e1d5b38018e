/** What a worker asks of AWS, and what its policy allows. */
@NullMarked
package dev.afterimage.terraform.policy;

import org.jspecify.annotations.NullMarked;
