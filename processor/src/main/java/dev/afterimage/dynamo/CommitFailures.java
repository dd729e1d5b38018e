package dev.afterimage.dynamo;

import dev.afterimage.commit.CommitOutcome;
import java.util.List;
import java.util.OptionalInt;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * What it means for a plan that its transaction failed.
 *
 * <p>An error of the service whose meaning is not known counts as {@link CommitOutcome.Unable}: the lane halts loudly
 * and goes on trying, which neither loses nor repeats a change.
 */
final class CommitFailures {
    private CommitFailures() {}

    static CommitOutcome outcome(SdkException failure, Actions actions) {
        return switch (failure) {
            case TransactionCanceledException cancelled -> Cancellation.outcome(cancelled, actions);
            case AwsServiceException answer -> outcome(ServiceError.of(answer), actions);
            case AbortedException interrupted -> {
                Thread.currentThread().interrupt();
                yield new CommitOutcome.Unanswered("interrupted: " + interrupted.getMessage());
            }
            default ->
                Explanation.lacksCredentials(failure)
                        ? new CommitOutcome.Unable(Explanation.of(failure))
                        : new CommitOutcome.Unanswered(String.valueOf(failure.getMessage()));
        };
    }

    private static CommitOutcome outcome(ServiceError error, Actions actions) {
        return switch (error.kind()) {
            case THROTTLED -> new CommitOutcome.Throttled(error.detail());
            case CONTENDED -> new CommitOutcome.Contended(error.detail());
            case UNANSWERED -> new CommitOutcome.Unanswered(error.detail());
            case REJECTED -> rejected(error.detail(), actions);
            case MISSING ->
                new CommitOutcome.Unable(error.detail() + ": one of the tables " + actions.tables()
                        + " does not exist or is not active yet; 'tables create' creates what is missing");
            case DENIED ->
                new CommitOutcome.Unable(
                        error.detail() + ": allow dynamodb:PutItem, UpdateItem, DeleteItem and ConditionCheckItem on "
                                + actions.tables());
            case UNKNOWN_CALLER -> new CommitOutcome.Unable(Explanation.of(error));
            case OTHER ->
                new CommitOutcome.Unable(error.detail() + ": nothing was written to " + actions.tables()
                        + "; the lane waits until this is mended");
        };
    }

    /** DynamoDB refuses the request as a whole and names no write; a row that is too large we can see for ourselves. */
    private static CommitOutcome rejected(String detail, Actions actions) {
        List<CommitOutcome.Refusal> refusals = actions.oversized()
                .mapToObj(write -> new CommitOutcome.Refusal(OptionalInt.of(write), detail))
                .toList();
        return new CommitOutcome.Rejected(
                detail,
                refusals.isEmpty() ? List.of(new CommitOutcome.Refusal(OptionalInt.empty(), detail)) : refusals);
    }
}
