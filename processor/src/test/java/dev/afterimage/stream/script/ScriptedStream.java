package dev.afterimage.stream.script;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.stream.script.ScriptedShard.Page;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * What a scripted endpoint answers: shards with their records, and faults that befall calls. A test writes it while the
 * worker reads it. Thread-safe.
 */
public final class ScriptedStream {
    private final ScriptedRecords made = new ScriptedRecords();
    private final Map<String, ScriptedShard> shards = new LinkedHashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Set<String> hidden = new HashSet<>();
    private final Set<String> unreadable = new HashSet<>();
    private final long opened = System.currentTimeMillis();
    private final Map<String, Deque<Refusal>> faults = new HashMap<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private int shardsPerPage = 100;
    private int recordsPerPage = 1000;
    private long recordsGiven;
    private long bytesGiven;

    /** One page of a stream's description. */
    record Description(List<ScriptedShard> shards, Optional<String> last) {}

    /** Opens a shard that goes on from none. */
    public synchronized void open(String shard) {
        open(shard, Optional.empty());
    }

    /** Opens a shard that goes on from this one. */
    public synchronized void open(String shard, String parent) {
        open(shard, Optional.of(id(parent)));
    }

    private void open(String name, Optional<String> parent) {
        shards.put(id(name), new ScriptedShard(id(name), parent, made.nextNumber()));
    }

    /** The id of the shard that a test calls so, of which the service's clients read when it was made. */
    public synchronized String id(String shard) {
        return ids.computeIfAbsent(
                shard, name -> String.format(Locale.ROOT, "shardId-%020d-%s", opened + ids.size(), name));
    }

    /** Ends a shard with its last record. */
    public synchronized void close(String shard) {
        List<SequenceNumber> numbers = numbers(shard);
        shard(shard)
                .end(numbers.isEmpty() ? made.nextNumber() : numbers.getLast().digits());
    }

    /** Writes the next version of an item into a shard. */
    public synchronized void put(String shard, String item) {
        put(shard, item, "of " + shard, Instant.now());
    }

    /** Writes the next version of an item, with this text and time, into a shard. */
    public synchronized void put(String shard, String item, String text, Instant at) {
        shard(shard).add(made.next(item, text, at));
    }

    /** Writes so many changes into a shard, in turn of seven items that are the shard's own. */
    public synchronized void putMany(String shard, int changes) {
        for (int i = 0; i < changes; i++) {
            put(shard, shard + "-" + i % 7);
        }
    }

    /** The first records of a shard are there no more. */
    public synchronized void trim(String shard, int records) {
        shard(shard).trim(records);
    }

    /** A shard is there no more: not listed, and not to be read. */
    public synchronized void remove(String shard) {
        shards.remove(id(shard));
    }

    /** A shard that is listed cannot be read, as if it were none. */
    public synchronized void hide(String shard) {
        hidden.add(id(shard));
    }

    /** Every read of a shard fails from now on. */
    public synchronized void failReads(String shard) {
        unreadable.add(id(shard));
    }

    /** Reads of a shard succeed again. */
    public synchronized void mendReads(String shard) {
        unreadable.remove(id(shard));
    }

    /** The next reads of a shard bring nothing but another iterator. */
    public synchronized void answerEmpty(String shard, int pages) {
        shard(shard).answerEmpty(pages);
    }

    public synchronized void shardsPerPage(int most) {
        shardsPerPage = most;
    }

    public synchronized void recordsPerPage(int most) {
        recordsPerPage = most;
    }

    /** The next so many calls of an action are answered with an error, such as {@code LimitExceededException}. */
    public synchronized void fail(String action, String code, int times) {
        Deque<Refusal> queue = faults.computeIfAbsent(action, key -> new ArrayDeque<>());
        for (int i = 0; i < times; i++) {
            queue.add(Refusal.of(code));
        }
    }

    /** How many failures are still to come. */
    public synchronized int failuresLeft() {
        return faults.values().stream().mapToInt(Deque::size).sum();
    }

    /** How often an action was called. */
    public synchronized int calls(String action) {
        return calls.getOrDefault(action, 0);
    }

    /** How often the records of a shard were asked for. */
    public synchronized int reads(String shard) {
        return calls("GetRecords " + id(shard));
    }

    /** How many records were given out, each as often as it was. */
    public synchronized long recordsGiven() {
        return recordsGiven;
    }

    /** How large they were, by DynamoDB's count. */
    public synchronized long bytesGiven() {
        return bytesGiven;
    }

    /** The numbers of a shard's records, of all that it ever had. */
    public synchronized List<SequenceNumber> numbers(String shard) {
        return shard(shard).records().stream().map(ScriptedRecords::sequence).toList();
    }

    /** The numbers of all records of the shards that are listed. */
    public synchronized List<SequenceNumber> numbers() {
        return shards.values().stream()
                .flatMap(shard -> shard.records().stream())
                .map(ScriptedRecords::sequence)
                .toList();
    }

    synchronized Description describe(Optional<String> after) {
        List<ScriptedShard> all = new ArrayList<>(shards.values());
        int from = after.map(id -> all.indexOf(listed(id)) + 1).orElse(0);
        int to = Math.min(all.size(), from + shardsPerPage);
        return new Description(
                all.subList(from, to),
                to < all.size() ? Optional.of(all.get(to - 1).id()) : Optional.empty());
    }

    synchronized Description children(String parent) {
        return new Description(
                shards.values().stream()
                        .filter(shard -> shard.parent().equals(Optional.of(parent)))
                        .toList(),
                Optional.empty());
    }

    /** Where a shard is read from: its oldest record, or the first after a number. */
    synchronized int index(String shard, Optional<SequenceNumber> after) {
        ScriptedShard readable = readable(shard);
        return after.map(readable::indexAfter).orElseGet(readable::horizon);
    }

    synchronized Page read(String shard, int from, int limit) {
        calls.merge("GetRecords " + shard, 1, Integer::sum);
        Page page = readable(shard).read(from, Math.min(limit, recordsPerPage));
        recordsGiven += page.records().size();
        for (Record record : page.records()) {
            bytesGiven += record.dynamodb().sizeBytes();
        }
        return page;
    }

    synchronized void called(String action) {
        calls.merge(action, 1, Integer::sum);
        Deque<Refusal> queue = faults.getOrDefault(action, new ArrayDeque<>());
        if (!queue.isEmpty()) {
            throw queue.remove();
        }
    }

    private ScriptedShard readable(String id) {
        if (unreadable.contains(id)) {
            throw Refusal.of("InternalServerError");
        }
        if (hidden.contains(id)) {
            throw Refusal.of("ResourceNotFoundException");
        }
        return listed(id);
    }

    private ScriptedShard shard(String name) {
        return listed(id(name));
    }

    private ScriptedShard listed(String id) {
        ScriptedShard shard = shards.get(id);
        if (shard == null) {
            throw Refusal.of("ResourceNotFoundException");
        }
        return shard;
    }
}
