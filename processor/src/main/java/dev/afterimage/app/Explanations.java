package dev.afterimage.app;

import dev.afterimage.stream.kcl.StreamsUnavailable;
import java.net.ConnectException;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** What failures of AWS calls mean to the people who see them: what, why, what to do. */
final class Explanations {
    private Explanations() {}

    /** One line; empty for a failure that did not come from AWS calls. */
    static Optional<String> of(Throwable failure) {
        return causes(failure)
                .filter(cause -> cause instanceof SdkException || isOurs(cause))
                .findFirst()
                .map(Explanations::explain);
    }

    /** Its message is made for people. */
    private static boolean isOurs(Throwable failure) {
        return failure instanceof WorkerIdTakenException
                || failure instanceof UnfitTablesException
                || failure instanceof StreamsUnavailable;
    }

    private static String explain(Throwable failure) {
        return switch (failure) {
            case ResourceNotFoundException missing ->
                "a table or stream does not exist (" + text(missing)
                        + "); 'afterimage tables check' says which, 'afterimage tables create' creates the program's own";
            case DynamoDbException refused -> explain(refused);
            case SdkClientException unsent
            when causes(unsent).anyMatch(ConnectException.class::isInstance) ->
                "cannot reach DynamoDB: " + unsent.getMessage() + "; does it run, and is the endpoint right?";
            case SdkClientException unsent
            when mentions(unsent, "Unable to load region") ->
                "no AWS region is known; set aws.region in the configuration, or AWS_REGION";
            case SdkClientException unsent
            when mentions(unsent, "Unable to load credentials") ->
                "no AWS credentials were found where the SDK looks (environment, profile, container, instance);"
                        + " for a DynamoDB Local set aws.embedded";
            default -> String.valueOf(failure.getMessage());
        };
    }

    private static String explain(DynamoDbException refused) {
        String code = refused.awsErrorDetails() == null
                ? ""
                : refused.awsErrorDetails().errorCode();
        return switch (code) {
            case "AccessDeniedException" -> "AWS denies permission: " + text(refused) + "; allow it to this identity";
            case "UnrecognizedClientException", "InvalidSignatureException", "ExpiredTokenException" ->
                "AWS does not accept these credentials: " + text(refused);
            default -> "DynamoDB refuses: " + text(refused);
        };
    }

    private static String text(DynamoDbException failure) {
        return failure.awsErrorDetails() == null
                ? String.valueOf(failure.getMessage())
                : failure.awsErrorDetails().errorMessage();
    }

    private static boolean mentions(Throwable failure, String text) {
        return causes(failure)
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains(text));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(Optional.of(failure), Optional::isPresent, cause -> cause.map(Throwable::getCause))
                .limit(20)
                .flatMap(Optional::stream);
    }
}
