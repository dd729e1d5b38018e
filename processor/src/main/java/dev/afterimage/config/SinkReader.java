package dev.afterimage.config;

import dev.afterimage.delivery.ImageForm;
import dev.afterimage.delivery.SinkName;
import dev.afterimage.yaml.Section;
import dev.afterimage.yaml.Value;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every key of a sink, with its default. */
final class SinkReader {
    private static final Value<SinkName> NAME =
            Value.made("1 to 63 of the characters a-z 0-9 _ -, the first a letter", SinkName::new);
    private static final Value<String> TYPE = Value.oneOf(List.of("webhook", "sqs", "sns", "eventbridge"));
    private static final Value<String> IMAGE = Value.oneOf(List.of("typed", "plain", "none"));
    private static final Value<String> REFUSED = Value.oneOf(List.of("halt", "skip"));
    private static final Value<Optional<Instant>> SINCE =
            Value.or("latest", new Value<>("a moment such as 2026-07-01T00:00:00Z", ConfigReader::instant));
    private static final int MOST_BY_WEBHOOK = 20;
    private static final int MOST_BY_SERVICE = 10;

    private final boolean embedded;
    private final Set<SinkName> names = new HashSet<>();

    /**
     * A reader of one list of sinks.
     *
     * @param embedded whether credentials are made up, so that AWS itself cannot be called
     */
    SinkReader(boolean embedded) {
        this.embedded = embedded;
    }

    Optional<SinkConfig> read(Section section) {
        Optional<SinkName> name = section.required("name", NAME);
        Optional<String> type = section.required("type", TYPE);
        Optional<SinkConfig.Target> target = new TargetReader(section, type, embedded).read();
        boolean webhook = type.equals(Optional.of("webhook"));
        int most = webhook ? MOST_BY_WEBHOOK : MOST_BY_SERVICE;
        int batch = section.value("batch", Value.integer(1, most)).orElse(webhook ? 1 : MOST_BY_SERVICE);
        ImageForm image = section.value("image", IMAGE).map(SinkReader::form).orElse(ImageForm.TYPED);
        Optional<Instant> since = section.value("start", SINCE).orElse(Optional.empty());
        boolean skips = section.value("refused", REFUSED).orElse("halt").equals("skip");
        if (name.isPresent() && !names.add(name.get())) {
            section.problem("name", "is " + name.get() + ", which is there already: name each sink once");
        }
        return name.isEmpty() || target.isEmpty()
                ? Optional.empty()
                : Optional.of(new SinkConfig(name.get(), target.get(), batch, image, since, skips));
    }

    private static ImageForm form(String text) {
        return switch (text) {
            case "plain" -> ImageForm.PLAIN;
            case "none" -> ImageForm.NONE;
            default -> ImageForm.TYPED;
        };
    }
}
