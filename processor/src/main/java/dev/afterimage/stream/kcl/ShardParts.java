package dev.afterimage.stream.kcl;

import dev.afterimage.change.Change;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.LanePart;
import dev.afterimage.lane.Position;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.telemetry.LogFields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * One shard's changes being applied: by one pipeline, or by one for each of the parts into which the shard is divided, all
 * at the same time. Each part has its own position, and no part is further ahead of another than the changes of one call.
 * Where one part stops they all do. For one thread, but for
 * {@link #positions}.
 */
final class ShardParts {
    private final Lane whole;
    private final String partitionKey;
    private final ChangePipeline.Parts with;
    private final LaneSignal signal;
    private volatile List<Part> parts;

    /** A part and the pipeline that applies its changes. */
    private record Part(Lane lane, ChangePipeline pipeline) {
        boolean covers(SequenceNumber sequence) {
            return pipeline.position().covers(sequence);
        }
    }

    /**
     * The parts of a shard.
     *
     * @param partitionKey the name of the table's partition key
     */
    ShardParts(Lane whole, String partitionKey, ChangePipeline.Parts with, LaneSignal signal) {
        this.whole = whole;
        this.partitionKey = partitionKey;
        this.with = with;
        this.signal = signal;
        this.parts = List.of(part(whole));
    }

    /**
     * Reads the stored positions. A shard of which nothing is stored is divided into as many parts as wanted, for good;
     * one that is known stays as it is. Answers false where it was told to stop before; where the division cannot be
     * read or stored, this is a {@link RuntimeException}, and may be tried again.
     */
    boolean open(int wanted) {
        int count = wanted == 1 ? with.positions().of(whole).parts() : divided(wanted);
        if (count > 1) {
            parts = LanePart.all(count).stream()
                    .map(part -> part(whole.part(part)))
                    .toList();
        }
        return parts.stream().allMatch(part -> part.pipeline().open());
    }

    /** Applies these changes; answers false where it was told to stop before it had applied them all. */
    boolean apply(List<Change> changes) {
        if (parts.size() == 1) {
            return parts.getFirst().pipeline().apply(changes);
        }
        Map<Part, List<Change>> shares = changes.stream().collect(Collectors.groupingBy(this::partOf));
        return allOf(shares.entrySet().stream()
                .<Callable<Boolean>>map(share -> () -> applyOrStopOthers(share.getKey(), share.getValue()))
                .toList());
    }

    private Part partOf(Change change) {
        return parts.size() == 1
                ? parts.getFirst()
                : parts.get(
                        LanePart.of(change.key(), partitionKey, parts.size()).index() - 1);
    }

    /** Closes every part and then the whole, whose shard has ended; answers false where it was told to stop before. */
    boolean close() {
        if (!parts.stream().allMatch(part -> part.pipeline().close())) {
            return false;
        }
        if (parts.size() == 1) {
            return true;
        }
        ChangePipeline end = new ChangePipeline(whole, with, signal);
        return end.open() && end.close();
    }

    /** Gives the parts up without closing them. */
    void leave() {
        parts.forEach(part -> part.pipeline().leave());
    }

    /** Whether the change is applied whole. */
    boolean covers(Change change) {
        return partOf(change).covers(change.sequence());
    }

    /** The last applied change of the part that is furthest. */
    Optional<SequenceNumber> newest() {
        return positions().stream()
                .flatMap(position -> position.sequence().stream())
                .max(SequenceNumber::compareTo);
    }

    /** Whether any part has come so far. */
    boolean reached(SequenceNumber sequence) {
        return parts.stream().anyMatch(part -> part.covers(sequence));
    }

    /** How far each part has come, in their order. Any thread may ask. */
    List<Position> positions() {
        return parts.stream().map(part -> part.pipeline().position()).toList();
    }

    private int divided(int wanted) {
        Position first = Position.divided(whole, wanted, with.clock().instant());
        return new FirstPosition(with, signal).orElse(first).parts();
    }

    private Part part(Lane lane) {
        return new Part(lane, new ChangePipeline(lane, with, signal));
    }

    /** A part that stopped stays stopped: the others must not wait for what only a new start can mend. */
    private boolean applyOrStopOthers(Part part, List<Change> share) {
        boolean applied = false;
        try (LogFields _ = LogFields.of(part.lane())) {
            applied = part.pipeline().apply(share);
        } finally {
            if (!applied) {
                signal.breakOff();
            }
        }
        return applied;
    }

    /** An interruption of this thread reaches the others when the executor is closed, which waits for them in any case. */
    private static boolean allOf(List<Callable<Boolean>> shares) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> running = shares.stream().map(threads::submit).toList();
            boolean all = true;
            for (Future<Boolean> one : running) {
                all &= one.get();
            }
            return all;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a part of the shard failed: " + failed.getCause(), failed.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
