package dev.afterimage.version;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.ledger.Fields;
import dev.afterimage.ledger.Timestamp;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableFile;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How what is known of a projection's versions is laid out in their table: one row for each projection. Its attributes
 * {@code table}, {@code tables} and {@code version} are for readers of views in any language. Pure and thread-safe. Times
 * are kept to the millisecond.
 */
public final class VersionRows {
    public static final String GROUP = "group";
    public static final String NAME = "name";

    /** The table, by its name before the prefix. */
    public static final TableDefinition TABLE = TableFile.afterimage().own("projections");

    /** The group in which projections stand. */
    public static final String PROJECTIONS = "projections";

    /** The attribute that tells whether a row has changed. */
    public static final String REVISION = "revision";

    /** The attribute that holds the table, or the first of the tables, that readers are to read. */
    public static final String CURRENT_TABLE = "table";

    /** The attribute that holds all of these. */
    public static final String CURRENT_TABLES = "tables";

    private static final String CURRENT = "version";
    private static final String VERSIONS = "versions";
    private static final String STATE = "state";
    private static final String SINCE = "since";
    private static final String UNTIL = "until";
    private static final String SEGMENTS = "segments";

    private VersionRows() {}

    public static RowKey key(ProjectionName name) {
        return row(PROJECTIONS, name.value());
    }

    static RowKey row(String group, String name) {
        return new RowKey(TABLE.name(), ItemKey.of(GROUP, group, NAME, name));
    }

    public static Item encode(ProjectionVersions versions) {
        Map<String, AttributeValue> row = new LinkedHashMap<>();
        row.put(REVISION, number(versions.revision()));
        row.put(CURRENT, number(versions.current()));
        versions.tables().stream().findFirst().ifPresent(table -> row.put(CURRENT_TABLE, text(table)));
        row.put(
                CURRENT_TABLES,
                AttributeValue.fromL(
                        versions.tables().stream().map(VersionRows::text).toList()));
        Map<String, AttributeValue> states = new LinkedHashMap<>();
        versions.states().forEach((version, state) -> states.put(version.toString(), encode(state)));
        row.put(VERSIONS, AttributeValue.fromM(states));
        return Item.of(key(versions.name()).key(), row);
    }

    /** Reads a row; a {@link DamagedException} where it is none. */
    public static ProjectionVersions decode(Item row) {
        Fields fields = new Fields(row);
        SortedMap<Integer, VersionState> states = new TreeMap<>();
        fields.image(VERSIONS)
                .attributes()
                .forEach((version, state) -> states.put(version(version), state(Item.of(state.m()))));
        return new ProjectionVersions(
                fields.parsed(NAME, ProjectionName::new),
                fields.number(REVISION),
                (int) fields.number(CURRENT),
                tables(row),
                states);
    }

    private static AttributeValue encode(VersionState state) {
        Map<String, AttributeValue> encoded = new LinkedHashMap<>();
        encoded.put(STATE, text(state.word()));
        encoded.put(SINCE, text(Timestamp.of(state.since())));
        switch (state) {
            case VersionState.Live live -> live.until().ifPresent(at -> encoded.put(UNTIL, text(Timestamp.of(at))));
            case VersionState.Building building -> encoded.put(SEGMENTS, number(building.segments()));
            case VersionState.CatchingUp catching -> {}
            case VersionState.Paused paused -> {}
            case VersionState.Dropping dropping -> {}
            case VersionState.Dropped dropped -> {}
        }
        return AttributeValue.fromM(encoded);
    }

    private static VersionState state(Item encoded) {
        Fields fields = new Fields(encoded);
        Instant since = fields.time(SINCE);
        String word = fields.text(STATE);
        return switch (word) {
            case "live", "retired" -> new VersionState.Live(since, fields.optionalTime(UNTIL));
            case "building" -> new VersionState.Building(since, (int) fields.number(SEGMENTS));
            case "catching_up" -> new VersionState.CatchingUp(since);
            case "paused" -> new VersionState.Paused(since);
            case "dropping" -> new VersionState.Dropping(since);
            case "dropped" -> new VersionState.Dropped(since);
            default -> throw new DamagedException("its state '" + word + "' is none: is it of a later release?");
        };
    }

    private static int version(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException nonsense) {
            throw new DamagedException("its version '" + text + "' is no number", nonsense);
        }
    }

    private static List<String> tables(Item row) {
        return row.get(CURRENT_TABLES).filter(AttributeValue::hasL).map(AttributeValue::l).orElse(List.of()).stream()
                .flatMap(table -> Optional.ofNullable(table.s()).stream())
                .toList();
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }
}
