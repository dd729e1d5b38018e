package dev.afterimage.tracing;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.Redrive;
import dev.afterimage.commit.Transaction;
import dev.afterimage.lane.Lane;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.Locale;

/**
 * Makes a span of each attempt to commit. It tells which lane, how many changes, and what came of it, and holds no key of an
 * item and no image. Thread-safe.
 */
final class TracedCommitter implements Committer {
    private final Committer door;
    private final Tracer tracer;

    TracedCommitter(Committer door, Tracer tracer) {
        this.door = door;
        this.tracer = tracer;
    }

    @Override
    public CommitOutcome commit(Transaction transaction) {
        Span span = tracer.spanBuilder(name(transaction)).startSpan();
        try (Scope _ = span.makeCurrent()) {
            describe(transaction, span);
            CommitOutcome outcome = door.commit(transaction);
            describe(outcome, span);
            return outcome;
        } catch (RuntimeException | Error bug) {
            span.setStatus(StatusCode.ERROR, bug.getClass().getName());
            throw bug;
        } finally {
            span.end();
        }
    }

    private static String name(Transaction transaction) {
        return switch (transaction) {
            case CommitPlan _ -> "commit";
            case Redrive _ -> "redrive";
        };
    }

    private static void describe(Transaction transaction, Span span) {
        span.setAttribute("afterimage.writes", transaction.writes().size());
        span.setAttribute("afterimage.guarded", transaction.guarded().size());
        if (transaction instanceof CommitPlan plan) {
            describe(plan, span);
        }
    }

    private static void describe(CommitPlan plan, Span span) {
        Lane lane = plan.to().lane();
        span.setAttribute("afterimage.lane", lane.id());
        span.setAttribute("afterimage.table", lane.table().value());
        span.setAttribute("afterimage.shard", lane.shard().value());
        span.setAttribute("afterimage.changes", plan.changes().size());
        span.setAttribute("afterimage.parked", plan.parked().size());
        span.setAttribute("afterimage.revision", plan.to().revision());
        if (!plan.changes().isEmpty()) {
            span.setAttribute(
                    "afterimage.first", plan.changes().getFirst().sequence().digits());
            span.setAttribute(
                    "afterimage.last", plan.changes().getLast().sequence().digits());
        }
        if (plan.to().split().isPresent()) {
            span.setAttribute("afterimage.part", true);
        }
    }

    private static void describe(CommitOutcome outcome, Span span) {
        span.setAttribute(
                "afterimage.outcome", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        switch (outcome) {
            case CommitOutcome.Applied applied -> span.setAttribute("afterimage.write_units", applied.writeUnits());
            case CommitOutcome.Stale _ -> {}
            case CommitOutcome.Contended _,
                    CommitOutcome.Throttled _,
                    CommitOutcome.Unanswered _,
                    CommitOutcome.Unable _,
                    CommitOutcome.Rejected _ -> span.setStatus(StatusCode.ERROR);
        }
    }
}
