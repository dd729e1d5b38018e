package dev.afterimage.console.version;

import dev.afterimage.console.web.Background;
import dev.afterimage.console.web.Problem;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Work on versions: one job at a time, which goes on whoever looks, and ends with the worker. What it has not done by then the
 * same decision does. Thread-safe; closing it again does nothing.
 */
final class Jobs implements AutoCloseable {
    private final VersionParts parts;
    private final Function<Throwable, Optional<String>> explain;
    private final InstantSource clock;
    private final Background background = new Background("versions");
    private Optional<VersionJob> last = Optional.empty();

    Jobs(VersionParts parts, Function<Throwable, Optional<String>> explain, InstantSource clock) {
        this.parts = parts;
        this.explain = explain;
        this.clock = clock;
    }

    /** Begins; a problem where a job is at work. */
    synchronized void start(VersionTask task, String operator) {
        VersionJob job = new VersionJob(task, operator, parts, explain, clock);
        if (!background.start(job::run, job::end)) {
            throw Problem.conflict("nothing was begun: a job is at work. Wait for its end, or stop it")
                    .asException();
        }
        last = Optional.of(job);
    }

    /** The job at work, or the last one; empty where there was none since the worker was started. */
    synchronized Optional<JobState> state() {
        return last.map(VersionJob::state);
    }

    /** Ends the job at work soon. */
    void stop() {
        background.stop();
    }

    @Override
    public void close() {
        background.close();
    }
}
