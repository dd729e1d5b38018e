package dev.afterimage.seed.cli;

import dev.afterimage.seed.batch.OverloadedException;
import dev.afterimage.seed.local.CannotStartException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Says in one line what a verb met that is no fault of the program. */
final class Explained {
    private Explained() {}

    /** Does what the verb does; where the world is not as it should be, says so and answers 1. */
    static int call(CommandSpec spec, Callable<Integer> verb) throws Exception {
        try {
            return verb.call();
        } catch (RuntimeException failed) {
            String explanation = explain(failed).orElseThrow(() -> failed);
            spec.commandLine().getErr().println("afterimage: " + explanation);
            spec.commandLine().getErr().flush();
            return 1;
        }
    }

    /** What failed, why, and what to do; empty where only the program itself can be wrong. */
    static Optional<String> explain(RuntimeException failed) {
        return switch (failed) {
            case CannotStartException settings -> Optional.of(message(settings));
            case OverloadedException overloaded -> Optional.of(message(overloaded));
            case ResourceNotFoundException missing ->
                Optional.of("a sample table is missing; 'afterimage seed tables' creates them");
            case DynamoDbException refused
            when refused.isThrottlingException() ->
                Optional.of("DynamoDB throttles the calls (" + code(refused)
                        + "): use a lower --rate or fewer --threads, or give the tables more capacity");
            case DynamoDbException refused -> Optional.of("DynamoDB answers " + code(refused) + ": " + text(refused));
            case SdkClientException unreached -> Optional.of(explain(unreached));
            default -> Optional.empty();
        };
    }

    private static String explain(SdkClientException unreached) {
        if (causes(unreached).anyMatch(ConnectException.class::isInstance)) {
            return "cannot reach DynamoDB: connection refused; is it running? 'afterimage local' starts one here";
        }
        if (causes(unreached).anyMatch(UnknownHostException.class::isInstance)) {
            return "cannot reach DynamoDB: there is no host of that name; see --endpoint and --region";
        }
        if (message(unreached).contains("Unable to load credentials")) {
            return "no AWS credentials found; --endpoint http://127.0.0.1:8000 goes to a DynamoDB on this machine";
        }
        if (message(unreached).contains("Unable to load region")) {
            return "no AWS region found; give one with --region";
        }
        return "cannot reach DynamoDB: " + message(unreached);
    }

    private static Stream<Throwable> causes(Throwable failed) {
        return Stream.iterate(failed, Throwable::getCause).takeWhile(cause -> cause != null);
    }

    private static String code(DynamoDbException refused) {
        return refused.awsErrorDetails() == null
                ? "HTTP " + refused.statusCode()
                : refused.awsErrorDetails().errorCode();
    }

    private static String text(DynamoDbException refused) {
        return refused.awsErrorDetails() == null
                ? message(refused)
                : String.valueOf(refused.awsErrorDetails().errorMessage());
    }

    private static String message(RuntimeException failed) {
        return String.valueOf(failed.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
