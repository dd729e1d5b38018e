package dev.afterimage.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.dynamo.FaultyEndpoint.Fault;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A committer whose DynamoDB is slow, broken or gone. */
@ExtendWith(ClosesAll.class)
class UnansweredCommitTest {
    private static final CallTimeouts BRIEF = new CallTimeouts(Duration.ofMillis(400), Duration.ofSeconds(1));
    private static final CallTimeouts AMPLE = new CallTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(50));
    private static final CommitPlan PLAN =
            CommitPlan.closing(Position.start(new Lane(TestChanges.TABLE, new ShardId("s1"))), Instant.EPOCH);

    private final FaultyEndpoint endpoint = FaultyEndpoint.alone();

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void silence_is_no_answer() {
        endpoint.on("TransactWriteItems", new Fault.Silence());

        assertThat(commit(endpoint.address(), BRIEF)).isInstanceOf(CommitOutcome.Unanswered.class);
        assertThat(Thread.interrupted()).as("the lane is not told to stop").isFalse();
    }

    @Test
    void a_broken_connection_is_no_answer() {
        endpoint.on("TransactWriteItems", new Fault.Hangup());

        assertThat(commit()).isInstanceOf(CommitOutcome.Unanswered.class);
    }

    @Test
    void an_error_of_the_server_is_no_answer_and_is_tried_but_once() {
        endpoint.on("TransactWriteItems", Fault.Answer.error(500, "InternalServerError"));

        assertThat(commit()).isEqualTo(new CommitOutcome.Unanswered("InternalServerError: because"));
        assertThat(endpoint.calls()).isEqualTo(1);
    }

    @Test
    void an_answer_of_something_else_than_dynamodb_is_no_answer() {
        endpoint.on("TransactWriteItems", new Fault.Answer(503, "<html>Service Unavailable</html>"));

        assertThat(commit()).isInstanceOf(CommitOutcome.Unanswered.class);
    }

    @Test
    void nobody_at_the_address_is_no_answer() {
        URI address = endpoint.address();
        endpoint.close();

        assertThat(commit(address, AMPLE)).isInstanceOf(CommitOutcome.Unanswered.class);
    }

    @Test
    void who_is_interrupted_has_no_answer_and_stays_interrupted() {
        endpoint.on("TransactWriteItems", new Fault.Silence());

        Thread.currentThread().interrupt();
        CommitOutcome outcome = commit(endpoint.address(), BRIEF);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome).isInstanceOf(CommitOutcome.Unanswered.class);
    }

    @Test
    void throttling_is_told_as_such() {
        endpoint.on("TransactWriteItems", Fault.Answer.error(400, "ThrottlingException"));

        assertThat(commit()).isEqualTo(new CommitOutcome.Throttled("ThrottlingException: because"));
    }

    @Test
    void a_denied_action_is_for_somebody_to_mend() {
        endpoint.on("TransactWriteItems", Fault.Answer.error(400, "AccessDeniedException"));

        assertThat(commit())
                .isEqualTo(
                        new CommitOutcome.Unable(
                                "AccessDeniedException: because:"
                                        + " allow dynamodb:PutItem, UpdateItem, DeleteItem and ConditionCheckItem on [afterimage_positions]"));
    }

    private CommitOutcome commit() {
        return commit(endpoint.address(), AMPLE);
    }

    private static CommitOutcome commit(URI address, CallTimeouts timeouts) {
        try (AwsClients clients = AwsClients.open(AwsAccess.embedded(address), List.of(), timeouts)) {
            return new DynamoCommitter(clients.commits(), TableNaming.STANDARD).commit(PLAN);
        }
    }
}
