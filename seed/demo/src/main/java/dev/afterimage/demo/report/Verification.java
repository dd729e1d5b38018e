package dev.afterimage.demo.report;

import dev.afterimage.item.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares what lies in the sources and their streams with what the worker has made of it. Pure. */
final class Verification {
    private Verification() {}

    /** Each record of the streams is in the audit log once, and nothing else is. */
    static Finding audited(List<StreamRecord> records, List<String> entries) {
        Map<String, Long> differences = new TreeMap<>(counts(entries));
        records.forEach(record -> differences.merge(entryOf(record), -1L, Long::sum));
        return new Finding(
                "each of " + records.size() + " records in the streams is in the audit log exactly once",
                differences.entrySet().stream()
                        .filter(entry -> entry.getValue() != 0)
                        .map(entry -> entry.getKey()
                                + (entry.getValue() < 0 ? " is missing" : " is there but not in the streams"))
                        .toList());
    }

    /** Each TTL delete has one expiry event, and no user's delete has one. */
    static Finding expired(List<StreamRecord> records, List<String> events) {
        Map<String, Long> differences = new TreeMap<>(counts(events));
        List<StreamRecord> expiries =
                records.stream().filter(StreamRecord::expiry).toList();
        expiries.forEach(record -> differences.merge(entryOf(record), -1L, Long::sum));
        return new Finding(
                "each of " + expiries.size() + " TTL deletes has one expiry event, and no user's delete has one",
                differences.entrySet().stream()
                        .filter(entry -> entry.getValue() != 0)
                        .map(entry -> entry.getKey() + (entry.getValue() < 0 ? " has no event" : " has one too many"))
                        .toList());
    }

    /** Each view holds the rows that it must, and no other. */
    static Finding views(Map<String, Set<Row>> expected, Map<String, Set<Row>> actual) {
        List<String> problems = new ArrayList<>();
        Map<String, Integer> sizes = new TreeMap<>();
        expected.forEach((view, rows) -> {
            sizes.put(view, rows.size());
            Set<Row> found = actual.getOrDefault(view, Set.of());
            rows.stream().filter(row -> !found.contains(row)).forEach(row -> problems.add(view + " lacks " + row));
            found.stream().filter(row -> !rows.contains(row)).forEach(row -> problems.add(view + " holds " + row));
        });
        return new Finding("the views equal their recomputation from the sources, in rows: " + sizes, problems);
    }

    /** How the audit and expirations tables name a change: its item and its place. */
    static String entry(String item, String sequence) {
        return item + " @ " + sequence;
    }

    static String item(TableName table, String canonicalKey) {
        return table + "#" + canonicalKey;
    }

    private static String entryOf(StreamRecord record) {
        return entry(
                item(record.id().table(), record.id().key().canonical()),
                record.id().sequence().padded());
    }

    private static Map<String, Long> counts(List<String> values) {
        return new HashMap<>(
                values.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
    }
}
