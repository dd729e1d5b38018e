/** What stands in for the AWS provider: its schema, served to terraform in the plugin protocol, without AWS behind it. */
@NullMarked
package dev.afterimage.terraform.provider;

import org.jspecify.annotations.NullMarked;
