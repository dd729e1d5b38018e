package dev.afterimage.lane;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableFile;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How a position is laid out in the positions table. Pure and thread-safe. */
public final class PositionRows {
    /** The positions table, by its name before the prefix. */
    public static final TableDefinition TABLE = TableFile.afterimage().own("positions");

    /** The attribute that a commit's condition compares. */
    public static final String REVISION = "revision";

    private PositionRows() {}

    public static Map<String, AttributeValue> key(Lane lane) {
        return Map.of("lane", AttributeValue.fromS(lane.id()));
    }

    /** The lane whose position stands there. */
    public static Lane laneOf(RowKey row) {
        return Lane.parse(Item.of(row.key().attributes()).string("lane").orElseThrow());
    }

    /** The write that stores a position. */
    public static Write put(Position position) {
        return new Write.Put(new RowKey(TABLE.name(), ItemKey.of(key(position.lane()))), encode(position));
    }

    public static Item encode(Position position) {
        Map<String, AttributeValue> row = new LinkedHashMap<>(key(position.lane()));
        row.put(REVISION, number(position.revision()));
        row.put("applied", number(position.applied()));
        position.sequence().ifPresent(sequence -> row.put("sequence", AttributeValue.fromS(sequence.digits())));
        position.split().ifPresent(split -> {
            row.put("part_of", AttributeValue.fromS(split.sequence().digits()));
            row.put("part", number(split.writes()));
            if (!split.aside().isEmpty()) {
                row.put("part_aside", AttributeValue.fromSs(names(split.aside())));
            }
        });
        if (position.parts() > 1) {
            row.put("parts", number(position.parts()));
        }
        row.put("closed", AttributeValue.fromBool(position.closed()));
        position.changedAt().ifPresent(at -> row.put("changed_at", AttributeValue.fromS(at.toString())));
        position.committedAt().ifPresent(at -> row.put("committed_at", AttributeValue.fromS(at.toString())));
        position.expiresAt().ifPresent(at -> row.put("expires_at", number(at.getEpochSecond())));
        return Item.of(row);
    }

    /** Reads a row; an {@link IllegalArgumentException} where it is no position. */
    public static Position decode(Item row) {
        try {
            return new Position(
                    Lane.parse(required(row.string("lane"), "lane", row)),
                    required(row.number(REVISION), REVISION, row).longValueExact(),
                    required(row.number("applied"), "applied", row).longValueExact(),
                    row.string("sequence").map(SequenceNumber::of),
                    split(row),
                    required(row.bool("closed"), "closed", row),
                    row.string("changed_at").map(Instant::parse),
                    row.string("committed_at").map(Instant::parse),
                    row.number("parts").map(BigDecimal::intValueExact).orElse(1));
        } catch (ArithmeticException | DateTimeException nonsense) {
            throw new IllegalArgumentException("a position that makes no sense: " + row, nonsense);
        }
    }

    private static Optional<Position.Split> split(Item row) {
        return row.string("part_of")
                .map(sequence -> new Position.Split(
                        SequenceNumber.of(sequence),
                        required(row.number("part"), "part", row).intValueExact(),
                        row.get("part_aside").stream()
                                .flatMap(names -> names.ss().stream())
                                .map(ProjectionName::new)
                                .collect(Collectors.toUnmodifiableSet())));
    }

    private static List<String> names(Set<ProjectionName> projections) {
        return projections.stream().map(ProjectionName::value).sorted().toList();
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    private static <T> T required(Optional<T> value, String name, Item row) {
        return value.orElseThrow(() -> new IllegalArgumentException("a position without '" + name + "': " + row));
    }
}
