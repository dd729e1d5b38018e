package dev.afterimage.ledger;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.ItemRules;
import dev.afterimage.item.ItemSize;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Keeps entries whole that are larger than a row may be, or nested deeper. A small entry is one row that anybody can read.
 * Of another one the bulky attributes are packed into one binary: gzip of their DynamoDB JSON. Where even that does not fit, the binary
 * goes on in further rows whose sort key is the first row's and {@code #001}, {@code #002}…
 *
 * <p>Pure and thread-safe. What is folded again gives the same rows.
 */
public final class Folding {
    /** Up to here an entry stays readable: a packed one is cheaper to write, but needs a program to be read. */
    static final int LARGEST_PLAIN = 16 * 1024;

    /** Leaves room for the attributes that are not packed. */
    static final int CHUNK = ItemSize.LIMIT - 20 * 1024;

    /** The attribute of a further row that names the place of the first. */
    public static final String PART_OF = "part_of";

    private static final String PACKED = "packed";
    private static final String PARTS = "parts";
    private static final String PART = "part";

    private final TableDefinition table;
    private final String sort;
    private final Set<String> bulky;
    private final Set<String> everywhere;

    /**
     * A folding of a table's rows.
     *
     * @param bulky the attributes that are packed in a large entry
     * @param everywhere the attributes that each row of an entry has, such as the one for the time to live
     */
    public Folding(TableDefinition table, Set<String> bulky, Set<String> everywhere) {
        this.table = table;
        this.sort = sortName(table.key());
        this.bulky = Set.copyOf(bulky);
        this.everywhere = Set.copyOf(everywhere);
    }

    /** An entry's rows, its first row first. */
    public List<Write> fold(RowKey row, Map<String, AttributeValue> attributes) {
        Write.Put plain = Write.put(row, attributes);
        boolean fits = plain.size() <= LARGEST_PLAIN && ItemRules.withinLevels(attributes);
        return fits ? List.of(plain) : packed(row, attributes);
    }

    /** Whether a row is not the first of its entry. */
    public boolean isPart(Item row) {
        return row.has(PART_OF);
    }

    /** The sort key of the first row of the entry that a row belongs to. */
    public String entryOf(Item row) {
        return row.string(PART_OF).or(() -> row.string(sort)).orElse("");
    }

    /** The entry as it was before it was folded, of all its rows in any order; a {@link DamagedException} if not so. */
    public Item unfold(List<Item> rows) {
        Item first = rows.stream()
                .filter(row -> !isPart(row))
                .findFirst()
                .orElseThrow(() -> new DamagedException("its first row is missing"));
        if (!first.has(PACKED)) {
            return first;
        }
        Item unpacked = Packing.unpack(join(first, rows));
        Map<String, AttributeValue> whole = new LinkedHashMap<>(first.attributes());
        whole.keySet().removeAll(Set.of(PACKED, PARTS));
        whole.putAll(unpacked.attributes());
        return Item.of(whole);
    }

    private List<Write> packed(RowKey row, Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> first = new LinkedHashMap<>();
        Map<String, AttributeValue> bulk = new LinkedHashMap<>();
        attributes.forEach((name, value) -> (bulky.contains(name) ? bulk : first).put(name, value));
        List<byte[]> chunks = chunks(Packing.pack(Item.of(bulk)));
        first.put(PACKED, binary(chunks.getFirst()));
        List<Write> writes = new ArrayList<>(chunks.size());
        if (chunks.size() > 1) {
            first.put(PARTS, AttributeValue.fromN(Integer.toString(chunks.size() - 1)));
        }
        writes.add(Write.put(row, first));
        for (int part = 1; part < chunks.size(); part++) {
            writes.add(part(row, part, chunks.get(part), attributes));
        }
        return writes;
    }

    /** Where a further row of the entry stands whose first row is given, counted from 1. */
    public RowKey part(RowKey first, int number) {
        Map<String, AttributeValue> key = new LinkedHashMap<>(first.key().attributes());
        key.put(sort, AttributeValue.fromS("%s#%03d".formatted(place(first), number)));
        return new RowKey(table.name(), ItemKey.of(key));
    }

    private String place(RowKey first) {
        return Item.of(first.key().attributes()).string(sort).orElseThrow();
    }

    private Write part(RowKey row, int number, byte[] chunk, Map<String, AttributeValue> whole) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        attributes.put(PART_OF, AttributeValue.fromS(place(row)));
        attributes.put(PART, AttributeValue.fromN(Integer.toString(number)));
        attributes.put(PACKED, binary(chunk));
        whole.forEach((name, value) -> {
            if (everywhere.contains(name)) {
                attributes.put(name, value);
            }
        });
        return Write.put(part(row, number), attributes);
    }

    private byte[] join(Item first, List<Item> rows) {
        int expected = number(first, PARTS);
        List<Item> parts = rows.stream()
                .filter(this::isPart)
                .sorted(Comparator.comparingInt(part -> number(part, PART)))
                .toList();
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(chunk(first));
        for (int part = 1; part <= expected; part++) {
            if (part > parts.size() || number(parts.get(part - 1), PART) != part) {
                throw new DamagedException("part " + part + " of " + expected + " is missing");
            }
            joined.writeBytes(chunk(parts.get(part - 1)));
        }
        return joined.toByteArray();
    }

    private static int number(Item row, String name) {
        return row.number(name).map(Number::intValue).orElse(0);
    }

    private static byte[] chunk(Item row) {
        return row.binary(PACKED)
                .map(SdkBytes::asByteArray)
                .orElseThrow(() -> new DamagedException("'" + PACKED + "' is missing from one of its rows"));
    }

    private static List<byte[]> chunks(byte[] bytes) {
        List<byte[]> chunks = new ArrayList<>();
        for (int start = 0; start < bytes.length; start += CHUNK) {
            chunks.add(Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + CHUNK)));
        }
        return chunks;
    }

    private static AttributeValue binary(byte[] bytes) {
        return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes));
    }

    private static String sortName(KeySchema key) {
        return key.sort()
                .orElseThrow(() -> new IllegalArgumentException("a folded table needs a sort key"))
                .name();
    }
}
