package dev.afterimage.stream;

import dev.afterimage.item.TableName;

/** A stream record that is no change. Its message names the record and what is wrong with it. */
public final class MalformedRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 400;

    MalformedRecord(TableName table, String sequence, String problem) {
        super("record " + shown(sequence) + " of table " + table + ": " + shown(problem));
    }

    /** What is wrong may be the record's own text, of any length. */
    private static String shown(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
