/**
 * Incremental exports of tables to S3, in DynamoDB JSON: each item's net change within a period, from point-in-time recovery.
 * What a stream held no more is found there. Files are read where they lie; nothing here calls S3.
 */
@NullMarked
package dev.afterimage.export;

import org.jspecify.annotations.NullMarked;
