package dev.afterimage.app;

import dev.afterimage.config.Config;
import dev.afterimage.config.SecretReference;
import dev.afterimage.config.SinkConfig;
import dev.afterimage.delivery.Sink;
import dev.afterimage.delivery.SinkPlan;
import dev.afterimage.dynamo.AwsAccess;
import dev.afterimage.messaging.EventBridgeSink;
import dev.afterimage.messaging.MessagingAccess;
import dev.afterimage.messaging.SnsSink;
import dev.afterimage.messaging.SqsSink;
import dev.afterimage.webhook.WebhookSettings;
import dev.afterimage.webhook.WebhookSink;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Opens the sinks of a configuration.
 *
 * @param credentials as whom messaging services are called
 * @param environment where secrets may stand
 */
record Sinks(Config config, AwsAccess access, AwsCredentialsProvider credentials, Map<String, String> environment) {
    private static final Pattern QUEUES_REGION = Pattern.compile("sqs\\.([a-z0-9-]+)\\..*");
    private static final Pattern ARNS_REGION = Pattern.compile("arn:[^:]+:[^:]+:([a-z0-9-]+):.*");

    /** Many receivers take no more than 1 MB. */
    private static final int LARGEST_REQUEST = 1_000_000;

    /** An {@link UnfitSinkException} where one cannot be opened; those before it are closed with the rest. */
    List<SinkPlan> open(Opened opened) {
        return config.expirations().sinks().stream()
                .map(sink -> new SinkPlan(sink.name(), opened.add(open(sink)), sink.since(), sink.skipsRefused()))
                .toList();
    }

    private Sink open(SinkConfig sink) {
        return switch (sink.target()) {
            case SinkConfig.Target.Webhook webhook -> webhook(sink, webhook);
            case SinkConfig.Target.Sqs sqs ->
                new SqsSink(
                        access(sqs.endpoint(), QUEUES_REGION, sqs.queue().getHost()),
                        sqs.queue(),
                        sink.image(),
                        sink.batch());
            case SinkConfig.Target.Sns sns ->
                new SnsSink(access(sns.endpoint(), ARNS_REGION, sns.topic()), sns.topic(), sink.image(), sink.batch());
            case SinkConfig.Target.EventBridge bridge ->
                new EventBridgeSink(
                        access(bridge.endpoint(), ARNS_REGION, bridge.bus()), bridge.bus(), sink.image(), sink.batch());
        };
    }

    private Sink webhook(SinkConfig sink, SinkConfig.Target.Webhook webhook) {
        WebhookSettings settings =
                new WebhookSettings(webhook.url(), sink.image(), sink.batch(), webhook.timeout(), LARGEST_REQUEST);
        try {
            return new WebhookSink(settings, secret(webhook.secret()), InstantSource.system());
        } catch (IllegalArgumentException unfit) {
            throw new UnfitSinkException("sink " + sink.name() + " cannot be signed for: " + unfit.getMessage());
        }
    }

    private String secret(SecretReference reference) {
        return reference.read(environment);
    }

    private MessagingAccess access(Optional<URI> endpoint, Pattern region, String name) {
        Matcher matcher = region.matcher(name);
        return new MessagingAccess(
                matcher.matches() ? Region.of(matcher.group(1)) : access.region(), endpoint, credentials);
    }
}
