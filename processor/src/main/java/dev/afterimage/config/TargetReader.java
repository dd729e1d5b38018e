package dev.afterimage.config;

import dev.afterimage.yaml.Section;
import dev.afterimage.yaml.Value;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The keys that say where a sink delivers to, of which each type has its own. For one section. */
final class TargetReader {
    private static final Value<String> TOPIC = Value.text(
            "a topic's ARN such as arn:aws:sns:eu-central-1:123456789012:lapsed",
            "arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[a-zA-Z0-9_.-]{1,256}");
    private static final Value<String> BUS = Value.text(
            "a bus's name or ARN", "(arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:event-bus/)?[a-zA-Z0-9_./-]{1,256}");
    private static final Value<Duration> TIMEOUT = Value.duration("100ms", "1m");
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);

    private final Section section;
    private final Optional<String> type;
    private final boolean embedded;

    TargetReader(Section section, Optional<String> type, boolean embedded) {
        this.section = section;
        this.type = type;
        this.embedded = embedded;
    }

    /** Empty where something is wrong with it. */
    Optional<SinkConfig.Target> read() {
        Optional<SinkConfig.Target> webhook = webhook();
        Optional<URI> queue = mandatory("queue", "sqs", ConfigReader.ADDRESS);
        Optional<String> topic = mandatory("topic", "sns", TOPIC);
        Optional<String> bus = mandatory("bus", "eventbridge", BUS);
        Optional<URI> endpoint = endpoint();
        return webhook.or(() -> queue.map(url -> new SinkConfig.Target.Sqs(url, endpoint)))
                .or(() -> topic.map(arn -> new SinkConfig.Target.Sns(arn, endpoint)))
                .or(() -> bus.map(name -> new SinkConfig.Target.EventBridge(name, endpoint)));
    }

    private Optional<SinkConfig.Target> webhook() {
        Optional<URI> url = mandatory("url", "webhook", ConfigReader.ADDRESS);
        Optional<SecretReference> secret = mandatory("secret", "webhook", ConfigReader.SECRET);
        Duration timeout = onlyFor("webhook", "timeout", TIMEOUT).orElse(USUAL_TIMEOUT);
        boolean plain = onlyFor("webhook", "plain_http", Value.flag()).orElse(false);
        if (url.filter(address -> address.getRawUserInfo() != null).isPresent()) {
            section.problem("url", "holds a user or a password: everybody who reads this would know it");
        }
        if (url.filter(ConfigReader::isReadByOthers).isPresent() && !plain) {
            section.problem(
                    "url",
                    "is plain http to another machine, and everybody between could read your items: write https, or"
                            + " plain_http: true where nobody is between");
        }
        return url.flatMap(address -> secret.map(where -> new SinkConfig.Target.Webhook(address, where, timeout)));
    }

    private Optional<URI> endpoint() {
        Optional<URI> endpoint = section.value("endpoint", ConfigReader.ADDRESS);
        boolean service = type.filter(name -> !name.equals("webhook")).isPresent();
        if (endpoint.isPresent() && type.isPresent() && !service) {
            foreign("endpoint");
        }
        if (endpoint.isEmpty() && service && embedded) {
            section.problem(
                    "endpoint",
                    "is missing: with aws.embedded credentials are made up, and AWS takes none of them. Write where a"
                            + " compatible service answers");
        }
        if (!embedded && endpoint.filter(ConfigReader::isReadByOthers).isPresent()) {
            section.problem("endpoint", "is plain http to another machine, which everybody between can read");
        }
        return endpoint;
    }

    private <T> Optional<T> mandatory(String key, String owner, Value<T> value) {
        return isOf(owner) ? section.required(key, value) : onlyFor(owner, key, value);
    }

    private <T> Optional<T> onlyFor(String owner, String key, Value<T> value) {
        Optional<T> read = section.value(key, value);
        if (read.isPresent() && !isOf(owner) && type.isPresent()) {
            foreign(key);
        }
        return isOf(owner) ? read : Optional.empty();
    }

    private void foreign(String key) {
        section.problem(key, "is not for a sink of type " + type.orElseThrow() + ": take it out");
    }

    private boolean isOf(String owner) {
        return type.equals(Optional.of(owner));
    }
}
