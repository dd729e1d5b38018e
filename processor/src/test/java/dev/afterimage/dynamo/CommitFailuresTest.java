package dev.afterimage.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitOutcome.Refusal;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class CommitFailuresTest {
    private static final Lane LANE = new Lane(TestChanges.TABLE, new ShardId("s1"));

    /** The second write changes nothing and has no action; the third is action 2. */
    private static final List<Write> WRITES = List.of(
            Write.put(row("a"), Map.of()), Write.update(row("b")), Write.delete(row("c")), Write.delete(row("d")));

    @Test
    void a_moved_position_makes_the_plan_stale_whatever_else_is_wrong() {
        assertThat(cancelled("ConditionalCheckFailed")).isEqualTo(new CommitOutcome.Stale());
        assertThat(cancelled("ConditionalCheckFailed", "ValidationError", "ThrottlingError", "TransactionConflict"))
                .isEqualTo(new CommitOutcome.Stale());
    }

    @Test
    void a_conflict_is_contention_and_names_the_row() {
        assertThat(cancelled("None", "TransactionConflict"))
                .isEqualTo(new CommitOutcome.Contended("TransactionConflict at rows/id=a: because"));
    }

    @Test
    void somebody_at_the_position_comes_before_what_is_refused() {
        assertThat(cancelled("TransactionConflict", "ValidationError"))
                .isEqualTo(
                        new CommitOutcome.Contended("TransactionConflict at the position of lane things/s1: because"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ThrottlingError", "ProvisionedThroughputExceeded", "RequestLimitExceeded"})
    void too_much_is_throttled(String code) {
        assertThat(cancelled("None", "None", code))
                .isEqualTo(new CommitOutcome.Throttled(code + " at rows/id=c: because"));
    }

    @Test
    void throttling_comes_before_conflicts() {
        assertThat(cancelled("None", "TransactionConflict", "ThrottlingError"))
                .isInstanceOf(CommitOutcome.Throttled.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ValidationError", "ItemCollectionSizeLimitExceeded"})
    void what_is_refused_is_named_by_its_write(String code) {
        String first = code + " at rows/id=a: because";
        String second = code + " at rows/id=d: because";

        assertThat(cancelled("None", code, "None", code))
                .isEqualTo(new CommitOutcome.Rejected(
                        first + "; " + second,
                        List.of(new Refusal(OptionalInt.of(0), first), new Refusal(OptionalInt.of(3), second))));
    }

    @Test
    void what_is_refused_for_good_comes_before_what_passes() {
        assertThat(cancelled("None", "ThrottlingError", "ValidationError", "TransactionConflict"))
                .isEqualTo(new CommitOutcome.Rejected(
                        "ValidationError at rows/id=c: because",
                        List.of(new Refusal(OptionalInt.of(2), "ValidationError at rows/id=c: because"))));
    }

    @Test
    void a_refused_position_is_the_fault_of_no_write() {
        assertThat(cancelled("ValidationError"))
                .isEqualTo(new CommitOutcome.Rejected(
                        "ValidationError at the position of lane things/s1: because",
                        List.of(new Refusal(
                                OptionalInt.empty(), "ValidationError at the position of lane things/s1: because"))));
    }

    @Test
    void a_reason_that_nobody_knows_halts() {
        assertThat(cancelled("None", "MoonPhase")).isInstanceOf(CommitOutcome.Unable.class);
        assertThat(cancelled("None", "None", "ConditionalCheckFailed")).isInstanceOf(CommitOutcome.Unable.class);
        assertThat(cancelled()).isInstanceOf(CommitOutcome.Unable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "ProvisionedThroughputExceededException, Throttled",
        "RequestLimitExceeded, Throttled",
        "ThrottlingException, Throttled",
        "TransactionConflictException, Contended",
        "ReplicatedWriteConflictException, Contended",
        "TransactionInProgressException, Unanswered",
        "IdempotentParameterMismatchException, Unanswered",
        "ValidationException, Rejected",
        "ItemCollectionSizeLimitExceededException, Rejected",
        "ResourceNotFoundException, Unable",
        "AccessDeniedException, Unable",
        "UnrecognizedClientException, Unable",
        "ExpiredTokenException, Unable",
        "InvalidSignatureException, Unable",
        "SomethingNewException, Unable"
    })
    void an_answer_means(String code, String outcome) {
        assertThat(outcome(answer(400, code)).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"500, Unanswered", "503, Unanswered", "429, Throttled", "413, Rejected", "418, Unable"})
    void an_answer_of_no_known_code_is_told_by_its_status(int status, String outcome) {
        SdkException failure = DynamoDbException.builder().statusCode(status).build();

        assertThat(outcome(failure).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void what_somebody_must_mend_says_where_and_how() {
        assertThat(detail(answer(400, "ResourceNotFoundException")))
                .isEqualTo("ResourceNotFoundException: because: one of the tables [own_positions, rows] does not exist"
                        + " or is not active yet; 'tables create' creates what is missing");
        assertThat(detail(answer(400, "AccessDeniedException")))
                .isEqualTo(
                        "AccessDeniedException: because: allow dynamodb:PutItem, UpdateItem, DeleteItem and ConditionCheckItem on"
                                + " [own_positions, rows]");
        assertThat(detail(answer(400, "ExpiredTokenException")))
                .isEqualTo("ExpiredTokenException: because: renew or correct the AWS credentials, and check the"
                        + " machine's clock");
    }

    @Test
    void a_request_refused_as_a_whole_names_the_row_that_is_too_large() {
        Write large = Write.put(row("e"), Map.of("text", AttributeValue.fromS("x".repeat(410_000))));

        CommitOutcome outcome =
                CommitFailures.outcome(answer(400, "ValidationException"), actions(List.of(WRITES.getFirst(), large)));

        assertThat(outcome)
                .isEqualTo(new CommitOutcome.Rejected(
                        "ValidationException: because",
                        List.of(new Refusal(OptionalInt.of(1), "ValidationException: because"))));
    }

    @Test
    void a_client_without_credentials_is_unable_and_one_without_answer_has_none() {
        assertThat(outcome(SdkClientException.create("Unable to load credentials from any of the providers")))
                .isInstanceOf(CommitOutcome.Unable.class);
        assertThat(outcome(SdkClientException.create("Unable to execute HTTP request: Connection refused")))
                .isEqualTo(new CommitOutcome.Unanswered("Unable to execute HTTP request: Connection refused"));
    }

    @Test
    void failures_are_explained_by_their_cause() {
        Throwable wrapped = new IllegalStateException("wrapped", answer(400, "AccessDeniedException"));

        assertThat(Explanation.of(wrapped))
                .contains("AccessDeniedException: because:"
                        + " allow this action to the credentials in use, or use others");
        assertThat(Explanation.of(new IllegalStateException("other"))).isEmpty();
    }

    private static String detail(SdkException failure) {
        return ((CommitOutcome.Unable) outcome(failure)).detail();
    }

    private static CommitOutcome outcome(SdkException failure) {
        return CommitFailures.outcome(failure, actions(WRITES));
    }

    private static CommitOutcome cancelled(String... codes) {
        List<CancellationReason> reasons = Stream.of(codes)
                .map(code -> CancellationReason.builder()
                        .code(code)
                        .message(code.equals("None") ? null : "because")
                        .build())
                .toList();
        return outcome(TransactionCanceledException.builder()
                .cancellationReasons(reasons)
                .message("cancelled")
                .build());
    }

    private static SdkException answer(int status, String code) {
        return DynamoDbException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("because")
                        .build())
                .build();
    }

    private static Actions actions(List<Write> writes) {
        Position from = Position.start(LANE);
        return Actions.of(
                new CommitPlan(from, from.close(Instant.EPOCH), writes, List.of()), new TableNaming("own_", ""));
    }

    private static RowKey row(String id) {
        return new RowKey(new TableName("rows"), ItemKey.of("id", id));
    }
}
