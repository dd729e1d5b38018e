package dev.afterimage.rebuild;

import dev.afterimage.change.Change;
import dev.afterimage.commit.TestChanges;
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
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One row for each change, which counts how often it took effect, and one for each thing, with its last value: whatever is
 * lost, applied twice or out of order shows. A thing whose new value is {@code fail} throws until it is mended; {@code wide}
 * writes 250 rows.
 */
final class SeenThings implements Projection {
    static final ProjectionName NAME = new ProjectionName("seen_things");
    static final int WIDTH = 250;

    private final int version;
    volatile boolean mended;

    SeenThings(int version) {
        this.version = version;
    }

    DerivedTable table() {
        return DerivedTable.of(TableDefinition.of(versionName().value(), KeySchema.of(KeyAttribute.string("id"))));
    }

    RowKey row(String id) {
        return new RowKey(table().name(), ItemKey.of("id", id));
    }

    @Override
    public ProjectionName name() {
        return NAME;
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public Set<TableName> sources() {
        return Set.of(TestChanges.TABLE);
    }

    @Override
    public List<DerivedTable> tables() {
        return List.of(table());
    }

    @Override
    public List<Write> project(Change change) {
        String id = change.before()
                .or(change::after)
                .flatMap(item -> item.string("id"))
                .orElseThrow();
        String value = change.after().flatMap(item -> item.string("value")).orElse("(gone)");
        if (value.equals("fail") && !mended) {
            throw new IllegalStateException("cannot make sense of it");
        }
        List<Write> writes = new ArrayList<>();
        writes.add(Write.update(row(id)).set("last", AttributeValue.fromS(value)));
        writes.add(Write.update(row(id + "@" + change.sequence())).add("times", 1));
        if (value.equals("wide")) {
            IntStream.range(0, WIDTH)
                    .forEach(i -> writes.add(Write.update(row(id + "@" + change.sequence() + "/" + i))
                            .add("times", 1)));
        }
        return writes;
    }
}
