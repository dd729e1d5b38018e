package dev.afterimage.messaging;

import dev.afterimage.delivery.Delivery;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** What it means for events that a messaging service took none of them, or not this one. */
final class Answers {
    private static final Pattern PASSING =
            Pattern.compile("(?i).*(throttl|internal|unavailable|timeout|toomany|limitexceeded).*");
    private static final Pattern ABOUT_THE_EVENT =
            Pattern.compile("(?i).*(invalid(message|parameter|argument|attribute|batch)|malformed|toolong|toolarge).*");
    private static final int SERVER = 500;

    private Answers() {}

    /** The call as a whole failed. */
    static Delivery of(String target, SdkException failure) {
        return switch (failure) {
            case AwsServiceException answer -> of(target, answer);
            case AbortedException stop -> {
                Thread.currentThread().interrupt();
                yield new Delivery.Later(target + " was given up, since the worker stops");
            }
            default -> new Delivery.Later(target + " cannot be reached: " + failure.getMessage());
        };
    }

    /** One entry of a call failed. */
    static Delivery of(String target, String code, String message) {
        String reason = target + " answers " + code + ": " + message;
        if (PASSING.matcher(code).matches()) {
            return new Delivery.Later(reason);
        }
        return ABOUT_THE_EVENT.matcher(code).matches() ? new Delivery.Refused(reason) : new Delivery.Unable(reason);
    }

    private static Delivery of(String target, AwsServiceException answer) {
        Optional<AwsErrorDetails> details = Optional.ofNullable(answer.awsErrorDetails());
        String code = details.map(AwsErrorDetails::errorCode).orElse("HTTP " + answer.statusCode());
        String message = details.map(AwsErrorDetails::errorMessage).orElse("");
        return answer.statusCode() >= SERVER || answer.isThrottlingException() || answer.isClockSkewException()
                ? new Delivery.Later(target + " answers " + code + ": " + message)
                : of(target, code, message);
    }
}
