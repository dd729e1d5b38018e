package dev.afterimage.console.version;

import dev.afterimage.audit.RowLink;
import dev.afterimage.console.version.JobState.Phase;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.projection.RowKey;
import dev.afterimage.rebuild.Comparison;
import dev.afterimage.rebuild.Difference;
import dev.afterimage.rebuild.RebuildEnd;
import dev.afterimage.rebuild.RebuildListener;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Some work on a version. One thread runs it, all may look. */
final class VersionJob implements RebuildListener {
    private static final Logger LOG = LoggerFactory.getLogger(VersionJob.class);
    private static final int MOST_SHOWN = 100;
    private static final int MOST_CHANGES = 5;

    private final VersionTask task;
    private final String operator;
    private final VersionParts parts;
    private final Function<Throwable, Optional<String>> explain;
    private final InstantSource clock;
    private final Instant began;
    private final List<JobState.Trouble> troubles = new ArrayList<>();
    private final List<JobState.Differing> differing = new ArrayList<>();
    private String doing = "";
    private long built;
    private Phase phase = new Phase.Running();

    VersionJob(
            VersionTask task,
            String operator,
            VersionParts parts,
            Function<Throwable, Optional<String>> explain,
            InstantSource clock) {
        this.task = task;
        this.operator = operator;
        this.parts = parts;
        this.explain = explain;
        this.clock = clock;
        this.began = clock.instant();
    }

    synchronized JobState state() {
        return new JobState(task, operator, began, doing, built, troubles, differing, phase);
    }

    /** Does it; answers how it ended. */
    Phase run(StopSignal stop) {
        LOG.info("{} begins to {}", operator, task.words());
        try {
            return work(stop);
        } catch (RuntimeException | Error failure) {
            LOG.warn("the job of {} to {} failed", operator, task.words(), failure);
            return new Phase.Failed(clock.instant(), explain.apply(failure).orElseGet(failure::toString));
        }
    }

    private Phase work(StopSignal stop) {
        return switch (task) {
            case VersionTask.Compare compare -> compared(compare);
            case VersionTask.Move move -> {
                RebuildEnd end = move.by(parts.rebuilders().apply(this), stop);
                yield new Phase.Ended(clock.instant(), end);
            }
        };
    }

    private Phase compared(VersionTask.Compare task) {
        begins("the rows of both versions are read");
        Comparison.Report report = parts.comparisons()
                .apply(task.scope())
                .versions(task.one(), task.other(), difference -> differs(task, difference));
        return new Phase.Compared(clock.instant(), report);
    }

    private void differs(VersionTask.Compare task, Difference difference) {
        if (state().differing().size() < MOST_SHOWN) {
            List<RowKey> rows = Comparison.rows(difference, List.of(task.one(), task.other()));
            List<RowLink> changes = parts.links() ? parts.changes().newest(rows, MOST_CHANGES) : List.of();
            note(new JobState.Differing(difference, rows, changes));
        }
    }

    private synchronized void note(JobState.Differing row) {
        differing.add(row);
    }

    /** Notes how it ended. */
    void end(Phase end) {
        over(end);
        LOG.info("the job of {} to {}: {}", operator, task.words(), state().words());
    }

    private synchronized void over(Phase end) {
        phase = end;
    }

    @Override
    public synchronized void built(String item) {
        built++;
    }

    @Override
    public synchronized void troubled(String item, String reason) {
        if (troubles.size() < MOST_SHOWN) {
            troubles.add(new JobState.Trouble(item, reason));
        }
    }

    @Override
    public synchronized void begins(String what) {
        doing = what;
    }
}
