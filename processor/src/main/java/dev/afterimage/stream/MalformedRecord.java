package dev.afterimage.stream;

import dev.afterimage.item.TableName;

/** A stream record that is no change. Its message names the record and what is wrong with it. */
public final class MalformedRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedRecord(TableName table, String sequence, String problem) {
        super("record " + sequence + " of table " + table + ": " + problem);
    }
}
