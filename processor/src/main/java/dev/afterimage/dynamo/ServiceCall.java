package dev.afterimage.dynamo;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * A call of the SDK that has ended.
 *
 * @param operation its name in the API, such as {@code TransactWriteItems}
 * @param attempts how many requests were sent for it; the SDK itself tries some twice
 */
public record ServiceCall(String operation, Result result, Duration took, int attempts) {
    /** What came of it. */
    public enum Result {
        OK,
        /** Something is stored otherwise than a condition says. */
        CONDITION,
        THROTTLED,
        CONTENDED,
        /** No answer, or an error of the server: it may have taken effect. */
        UNANSWERED,
        REJECTED,
        MISSING,
        DENIED,
        UNKNOWN_CALLER,
        OTHER;

        static Result of(Throwable failure) {
            return switch (failure) {
                case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
                case ConditionalCheckFailedException unmet -> CONDITION;
                case TransactionCanceledException cancelled -> Cancellation.result(cancelled);
                case AwsServiceException answer -> of(ServiceError.of(answer).kind());
                default -> UNANSWERED;
            };
        }

        private static Result of(ServiceError.Kind kind) {
            return switch (kind) {
                case THROTTLED -> THROTTLED;
                case CONTENDED -> CONTENDED;
                case UNANSWERED -> UNANSWERED;
                case REJECTED -> REJECTED;
                case MISSING -> MISSING;
                case DENIED -> DENIED;
                case UNKNOWN_CALLER -> UNKNOWN_CALLER;
                case OTHER -> OTHER;
            };
        }
    }
}
