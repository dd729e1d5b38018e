package dev.afterimage.stream.kcl;

import dev.afterimage.lane.Position;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.StreamListener;
import dev.afterimage.stream.StreamLog;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.stream.fetch.FetchControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the streams of several tables, and shares their shards with the other workers that use the same lease tables.
 * Each change goes through a pipeline of its lane; a shard's child is followed once its parent is done with.
 *
 * <p>Start it once and close it once; closing again does nothing. {@link #ended} tells of an end that nobody asked for:
 * then close this worker, and start another. Thread-safe.
 *
 * <p>KCL leaves a few idle threads behind that end by themselves or never; a program that closes the worker to end must
 * exit.
 */
public final class StreamWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamWorker.class);

    private final List<StreamSource> sources;
    private final StreamSettings settings;
    private final Following following;
    private final TableStreams tables;
    private final FetchControl control;
    private final Openings openings;
    private final List<TableFollower> followers = new CopyOnWriteArrayList<>();
    private final Map<TableFollower, Optional<StreamArn>> seen = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final StopSwitch watching = new StopSwitch();
    private boolean closed;

    public StreamWorker(
            StreamAccess access,
            WorkerIdentity identity,
            List<StreamSource> sources,
            StreamSettings settings,
            Following following) {
        this.sources = List.copyOf(sources);
        this.settings = settings;
        this.following = following.withListener(StreamListener.all(List.of(new StreamLog(), following.listener())));
        this.tables = new TableStreams(access);
        this.control = FetchControl.of(settings.reading().limits());
        this.openings = new Openings(
                access,
                identity,
                settings,
                control,
                new Workloads(identity.workerId(), settings.leasing().failover()),
                this.following,
                tables);
    }

    /**
     * Begins to follow the streams. Where one of them cannot be followed none is, and a {@link StreamsUnavailable} lists
     * every reason.
     */
    public synchronized void start() {
        if (closed || !followers.isEmpty()) {
            throw new IllegalStateException("a worker is started once");
        }
        AssignmentThreads.letEnd();
        List<String> problems = openAll();
        if (!problems.isEmpty()) {
            followers.forEach(follower -> follower.close(settings.closeWithin()));
            followers.clear();
            throw new StreamsUnavailable(problems);
        }
        for (TableFollower follower : followers) {
            follower.start(failure -> noteEnd(follower, failure));
        }
        Thread.ofPlatform().name("stream-watch").daemon(true).start(this::watchStreams);
    }

    /** Completes normally after {@link #close}, or with an exception as soon as a table is not followed any more. */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** The lanes that this worker follows at present. */
    public List<LaneHealth> lanes() {
        return followers.stream()
                .flatMap(follower -> follower.health().stream())
                .toList();
    }

    /** How many bytes are fetched and not applied, as they count against the limit of the settings. */
    public long bytesAhead() {
        return control.budget().used();
    }

    /**
     * Ends within the time that the settings give: commits in flight are finished, progress is noted, and the leases are
     * given up. An {@link IllegalStateException} lists what could not be ended properly; even then everything is closed
     * that can be, and no change is lost or applied twice.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        watching.raise();
        followers.forEach(TableFollower::stopLanes);
        List<String> problems = closeAll();
        ended.complete(null);
        if (!problems.isEmpty()) {
            throw new IllegalStateException("the worker did not end properly: " + String.join("; ", problems));
        }
    }

    private List<String> openAll() {
        List<Position> positions = following.parts().positions().all();
        List<String> problems = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TableFollower>> opening = sources.stream()
                    .map(source -> threads.submit(() -> openings.open(source, positions)))
                    .toList();
            for (int i = 0; i < sources.size(); i++) {
                try {
                    followers.add(opening.get(i).get());
                } catch (ExecutionException failed) {
                    problems.add(sources.get(i).table() + ": " + reason(failed));
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    problems.add(sources.get(i).table() + ": interrupted while it was opened");
                }
            }
        }
        return problems;
    }

    private List<String> closeAll() {
        List<String> problems = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> closing = followers.stream()
                    .map(follower -> threads.submit(() -> follower.close(settings.closeWithin())))
                    .toList();
            for (Future<List<String>> one : closing) {
                try {
                    problems.addAll(one.get());
                } catch (ExecutionException failed) {
                    problems.add(reason(failed));
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    problems.add("interrupted while it was closed");
                }
            }
        }
        return problems;
    }

    private void noteEnd(TableFollower follower, RuntimeException failure) {
        following.listener().failed(follower.table(), String.valueOf(failure.getMessage()));
        ended.completeExceptionally(failure);
    }

    private void watchStreams() {
        while (watching.pause(settings.lookEvery())) {
            lookForNewStreams();
        }
    }

    private void lookForNewStreams() {
        for (TableFollower follower : followers) {
            try {
                lookForNewStream(follower);
            } catch (RuntimeException unknown) {
                LOG.warn("cannot tell whether {} still has the stream that is followed", follower.table(), unknown);
            }
        }
    }

    /** Tells of each change once. What the old stream still holds is read to its end in any case. */
    private void lookForNewStream(TableFollower follower) {
        Optional<StreamArn> current = tables.current(follower.table());
        if (current.equals(Optional.of(follower.arn())) || current.equals(seen.put(follower, current))) {
            return;
        }
        current.ifPresentOrElse(
                arn -> following.listener().replaced(follower.arn(), arn),
                () -> following.listener().failed(follower.table(), "its stream has been disabled"));
    }

    private static String reason(ExecutionException failed) {
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        return cause instanceof IllegalStateException stated ? String.valueOf(stated.getMessage()) : cause.toString();
    }
}
