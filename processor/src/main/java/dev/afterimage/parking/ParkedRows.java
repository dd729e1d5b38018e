package dev.afterimage.parking;

import dev.afterimage.audit.ChangeRows;
import dev.afterimage.change.Change;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.Guard;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.ledger.Fields;
import dev.afterimage.ledger.Folding;
import dev.afterimage.ledger.ItemText;
import dev.afterimage.ledger.Remark;
import dev.afterimage.ledger.Timestamp;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.TableDefinition;
import dev.afterimage.table.TableFile;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How parked changes are laid out. An item's changes stand in a queue of their own, by sequence number. Its marker stands
 * in the queue of its source table, whose name no other queue can have, so that one query tells all that wait. Pure and
 * thread-safe. Times are kept to the millisecond.
 */
public final class ParkedRows {
    public static final String QUEUE = "queue";
    public static final String PLACE = "place";

    /** The table of parked changes, by its name before the prefix. */
    public static final TableDefinition TABLE = TableFile.afterimage().own("parked");

    /** How a parked change's rows become one. */
    public static final Folding FOLDING = new Folding(TABLE, ChangeRows.IMAGES, Set.of());

    private static final String TAIL = "tail";
    private static final String WAITING = "waiting";
    private static final String SINCE = "since";
    private static final String PROJECTION = "projection";
    private static final String REASON = "reason";
    private static final String PARKED_AT = "parked_at";
    private static final String TRIED_AT = "tried_at";
    private static final String ATTEMPTS = "attempts";
    private static final String APPLIED = "applied";
    private static final String REVISION = "revision";
    private static final int LONGEST_REASON = 1_000;

    /** What a place begins with. */
    private static final Pattern SEQUENCE = Pattern.compile("^0*([0-9]{1,40}([.][0-9]{1,4})?)(?![0-9])");

    private ParkedRows() {}

    /** The queue of the markers of a table's items. */
    public static String markers(TableName table) {
        return table.value();
    }

    /** The queue of an item's changes. */
    public static String queue(ParkedItem item) {
        return item.projection() + "@" + ItemText.of(item.table(), item.key());
    }

    /** The rows that keep a change. */
    public static List<Write> entry(ParkedChange parked) {
        Map<String, AttributeValue> row = new LinkedHashMap<>();
        row.put(PROJECTION, text(parked.projection().value()));
        ChangeRows.encode(parked.change(), row);
        row.put(PARKED_AT, time(parked.parkedAt()));
        row.put(REASON, text(cut(parked.reason())));
        row.put(ATTEMPTS, number(parked.attempts()));
        parked.triedAt().ifPresent(at -> row.put(TRIED_AT, time(at)));
        row.put(APPLIED, number(parked.applied()));
        row.put(REVISION, number(parked.revision()));
        return FOLDING.fold(row(parked.item(), place(parked)), row);
    }

    /** Reads what stands in an item's queue, from all rows of one entry. */
    public static ParkedRecord read(ParkedItem item, List<Item> rows) {
        try {
            return new ParkedRecord.Whole(change(rows));
        } catch (DamagedException damaged) {
            return new ParkedRecord.Damaged(
                    item, sequence(rows.getFirst()), String.valueOf(damaged.getMessage()), rows);
        }
    }

    private static SequenceNumber sequence(Item row) {
        Matcher number = SEQUENCE.matcher(FOLDING.entryOf(row));
        return new SequenceNumber(number.find() ? number.group(1) : "0");
    }

    /** Reads a change from all its rows. */
    static ParkedChange change(List<Item> rows) {
        Item row = FOLDING.unfold(rows);
        Fields fields = new Fields(row);
        ParkedChange parked = new ParkedChange(
                fields.parsed(PROJECTION, ProjectionName::new),
                ChangeRows.decode(row, PLACE),
                fields.time(PARKED_AT),
                fields.text(REASON),
                (int) fields.number(ATTEMPTS),
                fields.optionalTime(TRIED_AT),
                (int) fields.number(APPLIED),
                fields.number(REVISION),
                rows.size());
        if (!queue(parked.item()).equals(fields.text(QUEUE))) {
            throw new DamagedException("its change is one of another queue, " + parked.item());
        }
        return parked;
    }

    /** A parked change becomes this, unless it was touched since it was read. */
    public static GuardedWrite update(ParkedChange read, ParkedChange now) {
        Write.Update update = Write.update(row(read.item(), place(read)))
                .set(REASON, text(cut(now.reason())))
                .set(ATTEMPTS, number(now.attempts()))
                .set(APPLIED, number(now.applied()))
                .set(REVISION, number(now.revision()));
        return new GuardedWrite(
                now.triedAt().map(at -> update.set(TRIED_AT, time(at))).orElse(update), untouched(read));
    }

    /** A parked change is no more, unless it was touched since it was read; {@link #removeParts} belongs to it. */
    public static GuardedWrite remove(ParkedChange read) {
        return new GuardedWrite(Write.delete(row(read.item(), place(read))), untouched(read));
    }

    /** What else is to be deleted with a change. */
    public static List<Write> removeParts(ParkedChange read) {
        RowKey first = row(read.item(), place(read));
        return IntStream.range(1, read.rows())
                .<Write>mapToObj(part -> Write.delete(FOLDING.part(first, part)))
                .toList();
    }

    /** What is damaged is no more, if it is still there. {@link #removeOthers} belongs to it. */
    public static GuardedWrite remove(ParkedRecord.Damaged read) {
        Item row = read.rows().getFirst();
        String attribute = row.has(REVISION) ? REVISION : PLACE;
        return new GuardedWrite(
                Write.delete(rowOf(row)),
                new Guard.Equal(attribute, row.get(attribute).orElseThrow()));
    }

    /** What else is to be deleted with something damaged. */
    public static List<Write> removeOthers(ParkedRecord.Damaged read) {
        return read.rows().stream()
                .skip(1)
                .<Write>map(row -> Write.delete(rowOf(row)))
                .toList();
    }

    /**
     * Marks that one more change of an item waits.
     *
     * @param behind the change that was parked last before it, which must still be the tail; empty where none waits
     */
    public static GuardedWrite mark(
            ParkedItem item, Change change, String reason, Optional<SequenceNumber> behind, Instant at) {
        AttributeValue tail = text(change.sequence().padded());
        Write.Update update = Write.update(marker(item)).set(TAIL, tail).add(WAITING, 1);
        if (behind.isPresent()) {
            return new GuardedWrite(update, stands(behind.get()));
        }
        return new GuardedWrite(
                update.set("table", text(item.table().value()))
                        .set(PROJECTION, text(item.projection().value()))
                        .set("key", AttributeValue.fromM(item.key().attributes()))
                        .set(SINCE, time(at))
                        .set(REASON, text(cut(reason))),
                new Guard.Absent(TAIL));
    }

    /**
     * Marks that one change less waits. With the last, the marker goes, unless another was parked since it was read. Two
     * who take away a change at once cannot both find that another is left; who parks one more does not hold them up.
     */
    public static GuardedWrite markOneLess(Marker read) {
        return markLeft(read, read.waiting() - 1);
    }

    /** Marks the same where so many are left: something damaged may have been counted or not. */
    public static GuardedWrite markLeft(Marker read, long left) {
        long difference = left - read.waiting();
        return left <= 0
                ? new GuardedWrite(Write.delete(marker(read.item())), stands(read.tail()))
                : new GuardedWrite(
                        Write.update(marker(read.item())).add(WAITING, difference),
                        new Guard.AtLeast(WAITING, 1 - difference));
    }

    /** Marks why the first of the item's changes waits now, if any does. */
    public static GuardedWrite markReason(ParkedItem item, String reason) {
        return new GuardedWrite(
                Write.update(marker(item)).set(REASON, text(cut(reason))), new Guard.AtLeast(WAITING, 1));
    }

    /** Reads a marker. */
    public static Marker marker(Item row) {
        try {
            return decodeMarker(row);
        } catch (DamagedException damaged) {
            String place = row.string(PLACE).orElse("");
            throw new DamagedException("the marker '" + place + "' is damaged: " + damaged.getMessage(), damaged);
        }
    }

    private static Marker decodeMarker(Item row) {
        Fields fields = new Fields(row);
        ParkedItem item = new ParkedItem(
                fields.parsed(PROJECTION, ProjectionName::new), fields.table("table"), fields.key("key"));
        if (!marker(item).equals(rowOf(row))) {
            throw new DamagedException("it marks an item of another place, " + item);
        }
        return new Marker(item, fields.sequence(TAIL), fields.time(SINCE), fields.text(REASON), fields.number(WAITING));
    }

    /** Where the marker of an item stands. */
    public static RowKey marker(ParkedItem item) {
        return new RowKey(
                TABLE.name(),
                ItemKey.of(
                        QUEUE,
                        markers(item.table()),
                        PLACE,
                        item.projection() + "#" + ItemText.of(item.table(), item.key())));
    }

    private static RowKey rowOf(Item row) {
        return new RowKey(TABLE.name(), TABLE.key().keyOf(row));
    }

    private static RowKey row(ParkedItem item, String place) {
        return new RowKey(TABLE.name(), ItemKey.of(QUEUE, queue(item), PLACE, place));
    }

    private static String place(ParkedChange parked) {
        return parked.change().sequence().padded();
    }

    private static Guard untouched(ParkedChange read) {
        return new Guard.Equal(REVISION, number(read.revision()));
    }

    private static Guard stands(SequenceNumber tail) {
        return new Guard.Equal(TAIL, text(tail.padded()));
    }

    private static String cut(String reason) {
        return Remark.of(reason, LONGEST_REASON);
    }

    private static AttributeValue time(Instant at) {
        return text(Timestamp.of(at));
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }
}
