package dev.afterimage.console.undo;

import dev.afterimage.console.web.Background;
import dev.afterimage.console.web.Problem;
import dev.afterimage.console.web.ProblemException;
import dev.afterimage.history.AuditSearch;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.undo.FoundItem;
import dev.afterimage.undo.Survey;
import dev.afterimage.undo.Surveyor;
import dev.afterimage.undo.UndoEnd;
import dev.afterimage.undo.UndoRun;
import dev.afterimage.undo.UndoTally;
import dev.afterimage.undo.Undoer;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last jobs of this worker, of which one is at work at a time and goes on when nobody looks. Thread-safe. Closing it ends
 * the one at work after the item at hand.
 */
final class UndoJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UndoJobs.class);
    private static final int MOST_KEPT = 10;

    private final UndoParts parts;
    private final AuditSearch log;
    private final Function<Throwable, Optional<String>> explain;
    private final InstantSource clock;
    private final Background background = new Background("undo");
    private final Map<String, UndoJob> jobs = new LinkedHashMap<>();

    /**
     * No jobs yet.
     *
     * @param explain says what is wrong where a failure comes from DynamoDB
     */
    UndoJobs(UndoParts parts, AuditSearch log, Function<Throwable, Optional<String>> explain, InstantSource clock) {
        this.parts = parts;
        this.log = log;
        this.explain = explain;
        this.clock = clock;
    }

    /** The newest first. */
    synchronized List<UndoJob> all() {
        return List.copyOf(jobs.values()).reversed();
    }

    synchronized UndoJob job(String id) {
        return Optional.ofNullable(jobs.get(id))
                .orElseThrow(() -> Problem.notFound("this worker has no such job: it keeps the last " + MOST_KEPT
                                + " until it is restarted, and the audit log notes each item that was put back")
                        .asException());
    }

    /** Begins to look at what putting all of it back would do. */
    synchronized UndoJob survey(UndoJob.Order order) {
        UndoJob job = new UndoJob(UUID.randomUUID().toString(), order, new UndoJob.State.Surveying(Survey.NOTHING_YET));
        if (!background.start(stop -> survey(job, stop), end -> put(job.with(end)))) {
            throw busy();
        }
        jobs.put(job.id(), job);
        if (jobs.size() > MOST_KEPT) {
            jobs.remove(jobs.keySet().iterator().next());
        }
        return job;
    }

    private UndoJob.State survey(UndoJob job, StopSignal stop) {
        try {
            Surveyor surveyor = new Surveyor(log, parts.planner(), stop);
            Survey survey = surveyor.survey(
                    job.order().query(),
                    job.order().target(),
                    soFar -> put(job.with(new UndoJob.State.Surveying(soFar))));
            return new UndoJob.State.Surveyed(survey);
        } catch (RuntimeException failure) {
            return new UndoJob.State.Ended(
                    Optional.empty(), clock.instant(), 0, UndoTally.NONE, Optional.of(explained(failure)));
        }
    }

    /** Begins to put back what was looked at. */
    synchronized UndoJob run(String id, Undoer.Author author) {
        UndoJob job = job(id);
        if (!(job.state() instanceof UndoJob.State.Surveyed surveyed) || !surveyed.fit()) {
            throw Problem.conflict(
                            "there is nothing that this job could put back now: look at it again, or begin another")
                    .asException();
        }
        List<FoundItem> items = surveyed.survey().items();
        UndoJob.State.Running begun = new UndoJob.State.Running(author, clock.instant(), items.size(), UndoTally.NONE);
        if (!background.start(stop -> run(job, begun, items, stop), end -> put(job.with(end)))) {
            throw busy();
        }
        put(job.with(begun));
        LOG.info(
                "{} puts {} items back to {}",
                author.operator(),
                items.size(),
                job.order().target());
        return job.with(begun);
    }

    private UndoJob.State run(UndoJob job, UndoJob.State.Running begun, List<FoundItem> items, StopSignal stop) {
        Progress progress = new Progress(job, begun);
        Optional<String> failure = Optional.empty();
        try {
            Undoer undoer = parts.undoers().of(begun.author(), stop);
            new UndoRun(undoer, stop).run(items, job.order().target(), progress);
        } catch (RuntimeException unexpected) {
            failure = Optional.of(explained(unexpected));
        }
        UndoTally tally = progress.running.soFar();
        return new UndoJob.State.Ended(Optional.of(begun.author()), clock.instant(), items.size(), tally, failure);
    }

    /** How far a run is, also where it fails. For one thread. */
    private final class Progress implements UndoRun.Listener {
        private final UndoJob job;
        private UndoJob.State.Running running;

        Progress(UndoJob job, UndoJob.State.Running begun) {
            this.job = job;
            this.running = begun;
        }

        @Override
        public void ended(FoundItem item, UndoEnd end, UndoTally soFar) {
            running = running.with(soFar);
            put(job.with(running));
        }
    }

    /** Ends this job after the item at hand, where it is at work. */
    synchronized void stop(String id) {
        if (job(id).busy()) {
            background.stop();
        }
    }

    private synchronized void put(UndoJob job) {
        jobs.replace(job.id(), job);
    }

    private static ProblemException busy() {
        return Problem.conflict("a job is at work already: wait for its end, or stop it")
                .asException();
    }

    private String explained(RuntimeException failure) {
        Optional<String> known = explain.apply(failure);
        if (known.isEmpty()) {
            LOG.error("an undo failed", failure);
        }
        return known.orElse("this is a mistake of the program; its log has more");
    }

    @Override
    public void close() {
        background.close();
    }
}
