/** Tests of the Terraform modules with a real terraform, against the schema of the AWS provider and an embedded DynamoDB. */
@NullMarked
package dev.afterimage.terraform;

import org.jspecify.annotations.NullMarked;
