package dev.afterimage.config;

import dev.afterimage.delivery.ImageForm;
import dev.afterimage.delivery.SinkName;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where expirations are delivered to.
 *
 * @param batch how many events go together at most
 * @param image how much of an item is delivered
 * @param since the recording of events with which a new sink begins; empty for what is recorded from its start on
 * @param skipsRefused whether an event that the receiver refuses is left out; else it halts the sink
 */
public record SinkConfig(
        SinkName name, Target target, int batch, ImageForm image, Optional<Instant> since, boolean skipsRefused) {
    /** What receives events. */
    public sealed interface Target {
        /** As the configuration calls it. */
        default String type() {
            return switch (this) {
                case Webhook _ -> "webhook";
                case Sqs _ -> "sqs";
                case Sns _ -> "sns";
                case EventBridge _ -> "eventbridge";
            };
        }

        /**
         * A web server.
         *
         * @param secret what requests are signed with
         * @param timeout how long a request may take
         */
        record Webhook(URI url, SecretReference secret, Duration timeout) implements Target {}

        /** A queue, by its URL; an endpoint takes the place of the region's own. */
        record Sqs(URI queue, Optional<URI> endpoint) implements Target {}

        /** A topic, by its ARN. */
        record Sns(String topic, Optional<URI> endpoint) implements Target {}

        /** A bus, by its name or ARN. */
        record EventBridge(String bus, Optional<URI> endpoint) implements Target {}
    }
}
