package dev.afterimage.tracing;

import static dev.afterimage.commit.TestChanges.inserted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.dynamo.CallListener;
import dev.afterimage.dynamo.ServiceCall;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.logged.CapturedLog;
import dev.afterimage.projection.ProjectionName;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TracingTest {
    private static final Tracing.Origin ORIGIN = new Tracing.Origin("w1", "1.2.3");
    private static final Position START = Position.start(new Lane(TestChanges.TABLE, new ShardId("shardId-1")));
    private static final CommitPlan PLAN = new CommitPlan(
            START,
            START.after(inserted(8), Instant.EPOCH),
            List.of(),
            List.of(),
            List.of(inserted(7), inserted(8)),
            List.of(new CommitPlan.ParkedNotice(inserted(8), new ProjectionName("rows"), "MARKER-OF-A-REASON")));

    private final Collector collector = new Collector();

    @AfterEach
    void close() {
        collector.close();
    }

    @Test
    void a_commit_is_a_span_that_tells_how_much_it_did_and_nothing_of_what() {
        commit(1, plan -> new CommitOutcome.Applied(12.5));

        assertThat(collector.spans()).singleElement().satisfies(span -> {
            assertThat(span.name()).isEqualTo("commit");
            assertThat(span.parent()).isEmpty();
            assertThat(span.status()).isZero();
            assertThat(span.attributes())
                    .containsEntry("afterimage.lane", "things/shardId-1")
                    .containsEntry("afterimage.table", "things")
                    .containsEntry("afterimage.shard", "shardId-1")
                    .containsEntry("afterimage.changes", "2")
                    .containsEntry("afterimage.parked", "1")
                    .containsEntry("afterimage.writes", "0")
                    .containsEntry("afterimage.first", "7")
                    .containsEntry("afterimage.last", "8")
                    .containsEntry("afterimage.outcome", "applied")
                    .containsEntry("afterimage.write_units", "12.5");
            assertThat(span.attributes().toString()).doesNotContain("thing-", "value", "MARKER");
            assertThat(span.resource())
                    .containsEntry("service.name", "afterimage")
                    .containsEntry("service.instance.id", "w1")
                    .containsEntry("service.version", "1.2.3");
        });
    }

    @Test
    void a_call_within_a_commit_is_a_span_within_its_span_and_another_call_is_none() {
        try (Tracing tracing = Tracing.start(collector.address(), 1, ORIGIN)) {
            CallListener calls = tracing.calls();
            calls.called(call("GetRecords", ServiceCall.Result.OK));
            tracing.around(plan -> {
                        calls.called(call("TransactWriteItems", ServiceCall.Result.THROTTLED));
                        return new CommitOutcome.Throttled("slow down");
                    })
                    .commit(PLAN);
        }

        assertThat(collector.spans())
                .extracting(Collector.Span::name)
                .containsExactlyInAnyOrder("commit", "DynamoDB.TransactWriteItems");
        Collector.Span commit = span("commit");
        Collector.Span call = span("DynamoDB.TransactWriteItems");
        assertThat(call.parent()).isEqualTo(commit.id());
        assertThat(call.trace()).isEqualTo(commit.trace());
        assertThat(Duration.ofNanos(call.nanos())).isEqualTo(Duration.ofMillis(40));
        assertThat(call.attributes()).containsEntry("afterimage.result", "throttled");
        assertThat(commit.attributes()).containsEntry("afterimage.outcome", "throttled");
        assertThat(commit.status()).as("an error").isEqualTo(2);
    }

    @Test
    void only_a_share_of_the_commits_is_traced() {
        commit(0, plan -> new CommitOutcome.Stale());

        assertThat(collector.spans()).isEmpty();
    }

    @Test
    void a_bug_at_the_door_passes_and_its_span_ends() {
        assertThatThrownBy(() -> commit(1, plan -> {
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");

        assertThat(collector.spans()).singleElement().returns(2L, Collector.Span::status);
    }

    @Test
    void a_collector_that_takes_nothing_keeps_nobody_and_is_told_of_once() {
        collector.answer(400);
        try (CapturedLog log = new CapturedLog()) {
            try (Tracing tracing = Tracing.start(collector.address(), 1, ORIGIN)) {
                Committer door = tracing.around(plan -> new CommitOutcome.Stale());
                for (int i = 0; i < 1_500; i++) {
                    door.commit(PLAN);
                }
            }
            assertThat(collector.requests()).isGreaterThan(1);
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("spans cannot be sent to " + collector.address()))
                    .hasSize(1);
        }
    }

    @Test
    void a_collector_that_is_not_there_keeps_nobody() {
        URI nobody = collector.address();
        collector.close();
        try (Tracing tracing = Tracing.start(nobody, 1, ORIGIN)) {
            Committer door = tracing.around(plan -> new CommitOutcome.Stale());
            for (int i = 0; i < 5_000; i++) {
                assertThat(door.commit(PLAN)).isEqualTo(new CommitOutcome.Stale());
            }
        }
    }

    private CommitOutcome commit(double sample, Committer door) {
        try (Tracing tracing = Tracing.start(collector.address(), sample, ORIGIN)) {
            return tracing.around(door).commit(PLAN);
        }
    }

    private Collector.Span span(String name) {
        return collector.spans().stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ServiceCall call(String operation, ServiceCall.Result result) {
        return new ServiceCall(operation, result, Duration.ofMillis(40), 1);
    }
}
