package dev.afterimage.stream.script;

import dev.afterimage.change.SequenceNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** One shard of a script. For one thread at a time: its stream sees to that. */
final class ScriptedShard {
    private static final long PAGE_BYTES = 1024 * 1024;

    private final String id;
    private final Optional<String> parent;
    private final String start;
    private final List<Record> records = new ArrayList<>();
    private Optional<String> end = Optional.empty();
    private int trimmed;
    private int emptyPages;

    /** A page of records, and where the next begins; empty at the shard's end. */
    record Page(List<Record> records, Optional<Integer> next) {}

    ScriptedShard(String id, Optional<String> parent, String start) {
        this.id = id;
        this.parent = parent;
        this.start = start;
    }

    String id() {
        return id;
    }

    Optional<String> parent() {
        return parent;
    }

    String start() {
        return start;
    }

    Optional<String> end() {
        return end;
    }

    List<Record> records() {
        return records;
    }

    void add(Record record) {
        if (end.isPresent()) {
            throw new IllegalStateException("shard " + id + " has ended");
        }
        records.add(record);
    }

    void end(String number) {
        end = Optional.of(number);
    }

    /** The first records, up to this many, are there no more. */
    void trim(int first) {
        trimmed = first;
    }

    void answerEmpty(int pages) {
        emptyPages = pages;
    }

    int horizon() {
        return trimmed;
    }

    int indexAfter(SequenceNumber number) {
        int index = (int) records.stream()
                .filter(record -> ScriptedRecords.sequence(record).compareTo(number) <= 0)
                .count();
        if (index < trimmed) {
            throw Refusal.of("TrimmedDataAccessException");
        }
        return index;
    }

    Page read(int from, int limit) {
        if (from < trimmed) {
            throw Refusal.of("TrimmedDataAccessException");
        }
        if (emptyPages > 0) {
            emptyPages--;
            return new Page(List.of(), Optional.of(from));
        }
        int to = endOfPage(from, Math.min(records.size(), from + limit));
        List<Record> page = IntStream.range(from, to).mapToObj(records::get).toList();
        boolean last = end.isPresent() && to == records.size();
        return new Page(page, last ? Optional.empty() : Optional.of(to));
    }

    /** A page takes 1 MB, or one record. */
    private int endOfPage(int from, int most) {
        int to = from;
        long bytes = 0;
        while (to < most && (to == from || bytes + records.get(to).dynamodb().sizeBytes() <= PAGE_BYTES)) {
            bytes += records.get(to).dynamodb().sizeBytes();
            to++;
        }
        return to;
    }
}
