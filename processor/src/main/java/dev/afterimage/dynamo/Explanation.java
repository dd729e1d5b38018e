package dev.afterimage.dynamo;

import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says to people what a failure that came from DynamoDB or its client means, and what to do. */
public final class Explanation {
    private Explanation() {}

    /** The explanation of a failure or of its cause; empty where it has nothing to do with DynamoDB. */
    public static Optional<String> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SdkException known) {
                return Optional.of(of(known));
            }
        }
        return Optional.empty();
    }

    static String of(SdkException failure) {
        if (failure instanceof AwsServiceException answer) {
            return of(ServiceError.of(answer));
        }
        return lacksCredentials(failure)
                ? "there are no AWS credentials: set them in the environment, in a profile, or as the role of the machine;"
                        + " a DynamoDB Local needs none, once the configuration says that it is one"
                : "DynamoDB does not answer (" + failure.getMessage() + "): check region, endpoint and network";
    }

    static String of(ServiceError error) {
        return error.detail() + ": "
                + switch (error.kind()) {
                    case THROTTLED -> "DynamoDB is asked for more than it gives; try again later or raise its limits";
                    case CONTENDED -> "somebody else writes the same row; try again";
                    case UNANSWERED -> "DynamoDB could not answer; try again later";
                    case REJECTED -> "DynamoDB refuses the request as it is";
                    case MISSING ->
                        "a table or stream does not exist; 'tables check' says which, and 'tables create' creates the"
                                + " program's own and the derived ones";
                    case DENIED -> "allow this action to the credentials in use, or use others";
                    case UNKNOWN_CALLER -> "renew or correct the AWS credentials, and check the machine's clock";
                    case OTHER -> "DynamoDB does not do it";
                };
    }

    /** The SDK has no type of its own for this. */
    static boolean lacksCredentials(SdkException failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("credentials");
    }
}
