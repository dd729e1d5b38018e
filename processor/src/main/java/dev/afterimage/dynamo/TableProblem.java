package dev.afterimage.dynamo;

import dev.afterimage.item.TableName;

/** Something about a table that keeps the worker from its work, and what to do about it. */
public record TableProblem(TableName table, String problem, String remedy) {
    @Override
    public String toString() {
        return "table " + table + " " + problem + ": " + remedy;
    }
}
