package dev.afterimage.app;

import dev.afterimage.config.InvalidConfigException;
import dev.afterimage.config.MissingSecretException;
import dev.afterimage.console.CannotListenException;
import dev.afterimage.dynamo.Explanation;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.pipeline.ThreadsLostException;
import dev.afterimage.plugin.UnusablePluginsException;
import dev.afterimage.stream.kcl.StreamsUnavailable;
import java.util.Optional;

/** What a failure means to the people who see it: what, why, what to do. */
final class Explanations {
    private Explanations() {}

    /** Empty for a failure that nobody expects. */
    static Optional<String> of(Throwable failure) {
        return switch (failure) {
            case WorkerIdTakenException ours -> Optional.ofNullable(ours.getMessage());
            case UnknownRegionException ours -> Optional.ofNullable(ours.getMessage());
            case ThreadsLostException ours -> Optional.ofNullable(ours.getMessage());
            case DamagedException ours -> Optional.ofNullable(ours.getMessage());
            case UnfitTablesException ours -> Optional.ofNullable(ours.getMessage());
            case MissingSecretException ours -> Optional.ofNullable(ours.getMessage());
            case UnfitSinkException ours -> Optional.ofNullable(ours.getMessage());
            case InvalidConfigException ours -> Optional.ofNullable(ours.getMessage());
            case UnusablePluginsException ours -> Optional.ofNullable(ours.getMessage());
            case CannotListenException ours -> Optional.ofNullable(ours.getMessage());
            case StreamsUnavailable streams ->
                Optional.of("not every stream can be followed:\n  "
                        + String.valueOf(streams.getMessage()).replace("\n", "\n  ")
                        + "\n'afterimage tables check' says more; 'afterimage seed tables' creates the sample tables in"
                        + " a DynamoDB Local");
            default -> Explanation.of(failure);
        };
    }
}
