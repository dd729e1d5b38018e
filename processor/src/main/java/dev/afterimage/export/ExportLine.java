package dev.afterimage.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import dev.afterimage.item.ItemKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Reads a line of a data file:
 * {@code {"Metadata":{"WriteTimestampMicros":{"N":"…"}},"Keys":{…},"OldImage":{…},"NewImage":{…}}}. An
 * {@link IllegalArgumentException} says what is wrong.
 */
final class ExportLine {
    private static final ObjectMapper MAPPER = ItemJson.mapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ExportLine() {}

    static ExportedChange read(String text) {
        JsonNode line = parsed(text);
        if (line.has("Item")) {
            throw new IllegalArgumentException("it is of a full export; an incremental one is needed");
        }
        ItemKey key = ItemKey.of(image(line, "Keys")
                .orElseThrow(() -> new IllegalArgumentException("it has no 'Keys'"))
                .attributes());
        return new ExportedChange(key, of(key, line, "OldImage"), of(key, line, "NewImage"), writtenAt(line));
    }

    private static JsonNode parsed(String text) {
        try {
            JsonNode line = MAPPER.readTree(text);
            if (!line.isObject()) {
                throw new IllegalArgumentException("it is no JSON object");
            }
            return line;
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("not JSON: " + malformed.getOriginalMessage(), malformed);
        }
    }

    private static Optional<Item> of(ItemKey key, JsonNode line, String field) {
        Optional<Item> image = image(line, field);
        image.filter(item -> !item.attributes()
                        .entrySet()
                        .containsAll(key.attributes().entrySet()))
                .ifPresent(_ -> {
                    throw new IllegalArgumentException("its '" + field + "' has another key than its 'Keys'");
                });
        return image;
    }

    private static Optional<Item> image(JsonNode line, String field) {
        JsonNode image = line.path(field);
        if (image.isMissingNode() || image.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ItemJson.read(image));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("its '" + field + "': " + malformed.getMessage(), malformed);
        }
    }

    /** As a number's text in DynamoDB JSON, as the service writes it, or bare, as its documentation has it. */
    private static Instant writtenAt(JsonNode line) {
        JsonNode micros = line.path("Metadata").path("WriteTimestampMicros");
        String text = (micros.isObject() ? micros.path("N") : micros).asText();
        try {
            return Instant.EPOCH.plus(Long.parseLong(text), ChronoUnit.MICROS);
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException(
                    "its 'Metadata.WriteTimestampMicros' is no count of microseconds: '" + text + "'", malformed);
        }
    }
}
