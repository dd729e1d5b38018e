package dev.afterimage.dynamo;

import dev.afterimage.commit.CommitOutcome;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * What it means for a plan that its transaction failed. Pure.
 *
 * <p>An error of the service whose meaning is not known counts as {@link CommitOutcome.Unable}: the lane halts loudly
 * and goes on trying, which neither loses nor repeats a change.
 */
final class CommitFailures {
    private static final Set<String> THROTTLED = Set.of(
            "ProvisionedThroughputExceededException",
            "RequestLimitExceeded",
            "RequestLimitExceededException",
            "ThrottlingException",
            "Throttling",
            "LimitExceededException");
    private static final Set<String> CONTENDED =
            Set.of("TransactionConflictException", "ReplicatedWriteConflictException");
    private static final Set<String> REJECTED = Set.of(
            "ValidationException",
            "SerializationException",
            "RequestEntityTooLarge",
            "ItemCollectionSizeLimitExceededException");
    /** The attempt before this one may still be at work, or has been with other content. */
    private static final Set<String> UNANSWERED =
            Set.of("TransactionInProgressException", "IdempotentParameterMismatchException", "RequestTimeoutException");

    private static final Set<String> DENIED = Set.of("AccessDeniedException", "KMSAccessDeniedException");
    private static final Set<String> UNKNOWN_CALLER = Set.of(
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "IncompleteSignatureException",
            "MissingAuthenticationTokenException",
            "MissingAuthenticationToken",
            "ExpiredTokenException",
            "ExpiredToken",
            "RequestExpired");

    private CommitFailures() {}

    static CommitOutcome outcome(SdkException failure, Actions actions) {
        return switch (failure) {
            case TransactionCanceledException cancelled -> Cancellation.outcome(cancelled, actions);
            case AwsServiceException answer -> answered(answer, actions);
            case AbortedException interrupted -> {
                Thread.currentThread().interrupt();
                yield new CommitOutcome.Unanswered("interrupted: " + interrupted.getMessage());
            }
            default -> unanswered(failure);
        };
    }

    private static CommitOutcome answered(AwsServiceException answer, Actions actions) {
        String code = code(answer);
        String detail = detail(answer, code);
        if (THROTTLED.contains(code) || answer.statusCode() == 429) {
            return new CommitOutcome.Throttled(detail);
        }
        if (CONTENDED.contains(code)) {
            return new CommitOutcome.Contended(detail);
        }
        if (UNANSWERED.contains(code) || answer.statusCode() >= 500) {
            return new CommitOutcome.Unanswered(detail);
        }
        if (REJECTED.contains(code) || answer.statusCode() == 413) {
            return rejected(detail, actions);
        }
        return new CommitOutcome.Unable(detail + ": " + remedy(code, actions));
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

    private static String remedy(String code, Actions actions) {
        if (code.equals("ResourceNotFoundException")) {
            return "one of the tables " + actions.tables() + " does not exist or is not active yet;"
                    + " 'tables create' creates what is missing";
        }
        if (DENIED.contains(code)) {
            return "allow dynamodb:PutItem, UpdateItem and DeleteItem on " + actions.tables();
        }
        if (UNKNOWN_CALLER.contains(code)) {
            return "renew or correct the AWS credentials, and check the machine's clock";
        }
        return "nothing was written to " + actions.tables() + "; the lane waits until this is mended";
    }

    /** No answer came; or the call could not even be signed, which no retry will change. */
    private static CommitOutcome unanswered(SdkException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.toLowerCase(Locale.ROOT).contains("credentials")
                ? new CommitOutcome.Unable(message + ": give the worker AWS credentials")
                : new CommitOutcome.Unanswered(message);
    }

    private static String code(AwsServiceException answer) {
        return answer.awsErrorDetails() == null || answer.awsErrorDetails().errorCode() == null
                ? ""
                : answer.awsErrorDetails().errorCode();
    }

    private static String detail(AwsServiceException answer, String code) {
        String name = code.isEmpty() ? "HTTP " + answer.statusCode() : code;
        String message =
                answer.awsErrorDetails() == null || answer.awsErrorDetails().errorMessage() == null
                        ? ""
                        : ": " + answer.awsErrorDetails().errorMessage();
        return name + message;
    }
}
