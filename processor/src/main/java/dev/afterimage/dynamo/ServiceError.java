package dev.afterimage.dynamo;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * An answer of DynamoDB that is an error.
 *
 * @param detail its code and message
 */
record ServiceError(Kind kind, String detail) {
    /** What it means. */
    enum Kind {
        THROTTLED,
        CONTENDED,
        /** The call may have taken effect. */
        UNANSWERED,
        REJECTED,
        MISSING,
        DENIED,
        UNKNOWN_CALLER,
        OTHER
    }

    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;
    private static final int SERVER = 500;

    private static final Map<Kind, Set<String>> CODES = Map.of(
            Kind.THROTTLED,
            Set.of(
                    "ProvisionedThroughputExceededException",
                    "RequestLimitExceeded",
                    "RequestLimitExceededException",
                    "ThrottlingException",
                    "Throttling",
                    "LimitExceededException"),
            Kind.CONTENDED,
            Set.of("TransactionConflictException", "ReplicatedWriteConflictException"),
            // The attempt before this one may still be at work, or was one of another content.
            Kind.UNANSWERED,
            Set.of("TransactionInProgressException", "IdempotentParameterMismatchException", "RequestTimeoutException"),
            Kind.REJECTED,
            Set.of(
                    "ValidationException",
                    "SerializationException",
                    "RequestEntityTooLarge",
                    "ItemCollectionSizeLimitExceededException"),
            Kind.MISSING,
            Set.of("ResourceNotFoundException", "TableNotFoundException"),
            Kind.DENIED,
            Set.of("AccessDeniedException", "AccessDenied", "KMSAccessDeniedException"),
            Kind.UNKNOWN_CALLER,
            Set.of(
                    "UnrecognizedClientException",
                    "InvalidClientTokenId",
                    "InvalidSignatureException",
                    "IncompleteSignatureException",
                    "MissingAuthenticationTokenException",
                    "MissingAuthenticationToken",
                    "ExpiredTokenException",
                    "ExpiredToken",
                    "RequestExpired"));

    static ServiceError of(AwsServiceException answer) {
        Optional<AwsErrorDetails> details = Optional.ofNullable(answer.awsErrorDetails());
        String code = details.map(AwsErrorDetails::errorCode).orElse("");
        String message = details.map(AwsErrorDetails::errorMessage)
                .map(text -> ": " + text)
                .orElse("");
        String name = code.isEmpty() ? "HTTP " + answer.statusCode() : code;
        return new ServiceError(kind(code, answer.statusCode()), name + message);
    }

    private static Kind kind(String code, int status) {
        for (Map.Entry<Kind, Set<String>> codes : CODES.entrySet()) {
            if (codes.getValue().contains(code)) {
                return codes.getKey();
            }
        }
        if (status >= SERVER) {
            return Kind.UNANSWERED;
        }
        return switch (status) {
            case TOO_MANY -> Kind.THROTTLED;
            case TOO_LARGE -> Kind.REJECTED;
            default -> Kind.OTHER;
        };
    }
}
