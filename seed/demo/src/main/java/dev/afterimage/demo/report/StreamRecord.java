package dev.afterimage.demo.report;

import dev.afterimage.change.ChangeId;

/** A record as it lies in a stream, and whether a user made the change or DynamoDB ended the item's time to live. */
record StreamRecord(ChangeId id, boolean expiry) {}
