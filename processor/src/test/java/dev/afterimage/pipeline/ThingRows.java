package dev.afterimage.pipeline;

import static dev.afterimage.commit.TestChanges.TABLE;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Counts, for each thing, its changes: a row in which every change that is lost or applied twice shows. What else it does
 * is told by a change's new value: {@code fail} throws, {@code loop} throws what stands for having no end, {@code huge}
 * writes a row that DynamoDB refuses, {@code wide} writes 250 rows more. {@link #mend} ends the first three. For one thread.
 */
final class ThingRows implements Projection {
    static final DerivedTable ROWS =
            DerivedTable.of(TableDefinition.of("thing_rows", KeySchema.of(KeyAttribute.string("id"))));
    static final int WIDTH = 250;

    /** It has no end. */
    static final class Endless extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Set<String> mended = new HashSet<>();
    private int calls;

    void mend(String value) {
        mended.add(value);
    }

    /** How often it was asked. */
    int calls() {
        return calls;
    }

    static RowKey row(String id) {
        return new RowKey(ROWS.name(), ItemKey.of("id", id));
    }

    @Override
    public ProjectionName name() {
        return new ProjectionName("thing_rows");
    }

    @Override
    public Set<TableName> sources() {
        return Set.of(TABLE);
    }

    @Override
    public List<DerivedTable> tables() {
        return List.of(ROWS);
    }

    @Override
    public List<Write> project(Change change) {
        calls++;
        String id = change.before()
                .or(change::after)
                .flatMap(item -> item.string("id"))
                .orElseThrow();
        String value = change.after().flatMap(item -> item.string("value")).orElse("");
        List<Write> writes = new ArrayList<>();
        writes.add(Write.update(row(id)).add("changes", 1).set("last", AttributeValue.fromS(value)));
        if (value.equals("fail") && !mended.contains(value)) {
            throw new IllegalStateException("cannot make sense of " + change.id());
        }
        if (value.equals("loop") && !mended.contains(value)) {
            throw new Endless();
        }
        if (value.equals("huge") && !mended.contains(value)) {
            writes.add(Write.put(row("huge"), Map.of("text", AttributeValue.fromS("x".repeat(410_000)))));
        }
        if (value.equals("wide")) {
            IntStream.range(0, WIDTH)
                    .forEach(i -> writes.add(Write.update(row(id + "-" + i)).add("changes", 1)));
        }
        return writes;
    }

    /** How many changes of a thing have taken effect in its row. */
    static int changes(Item row) {
        return row.number("changes").orElseThrow().intValueExact();
    }
}
