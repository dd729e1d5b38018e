package dev.afterimage.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.expiry.EventId;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** Expiry events as CloudEvents 1.0. Pure and thread-safe. */
public final class ExpiryCloudEvents {
    /** The type of the event of a TTL delete. */
    public static final String EXPIRED = "dev.afterimage.expired";

    /** The type of the event of an item that is due. */
    public static final String DUE = "dev.afterimage.due";

    /** The media type of one event as JSON. */
    public static final String STRUCTURED = "application/cloudevents+json";

    /** The media type of several. */
    public static final String BATCH = "application/cloudevents-batch+json";

    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonFormat FORMAT = new JsonFormat();

    private ExpiryCloudEvents() {}

    /** The type of an event. */
    public static String type(ExpiryEvent event) {
        return switch (event.kind()) {
            case DELETED -> EXPIRED;
            case DUE -> DUE;
        };
    }

    /** An event whole, but for what the form leaves out. */
    public static CloudEvent of(ExpiryEvent event, ImageForm form) {
        return CloudEventBuilder.v1()
                .withId(EventId.of(event).value())
                .withSource(URI.create("/dynamodb/" + event.id().table()))
                .withType(type(event))
                .withSubject(event.id().key().canonical())
                .withTime(event.at().atOffset(ZoneOffset.UTC))
                .withData("application/json", data(event, form))
                .build();
    }

    /** An event as JSON, its data within it. */
    public static String json(ExpiryEvent event, ImageForm form) {
        return new String(FORMAT.serialize(of(event, form)), StandardCharsets.UTF_8);
    }

    /** Several such texts as one. */
    public static String batch(List<String> events) {
        return events.stream().collect(Collectors.joining(",", "[", "]"));
    }

    private static byte[] data(ExpiryEvent event, ImageForm form) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            write(event, form, json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(ExpiryEvent event, ImageForm form, JsonGenerator json) throws IOException {
        json.writeStringField("kind", event.kind().text());
        json.writeStringField("table", event.id().table().value());
        json.writeFieldName("key");
        write(Item.of(event.id().key().attributes()), form, json);
        json.writeStringField("sequence", event.id().sequence().digits());
        if (event.due().isPresent()) {
            json.writeStringField("due", event.due().get().toString());
        }
        if (event instanceof ExpiryEvent.Deleted deleted) {
            json.writeStringField("deleted_at", deleted.at().toString());
            json.writeStringField("origin", deleted.expiry().origin().name());
        }
        if (event.lateness().isPresent()) {
            json.writeNumberField("lateness_seconds", event.lateness().get().toSeconds());
        }
        json.writeStringField("recorded_at", event.recordedAt().toString());
        json.writeStringField("cursor", ExpiryRows.cursor(event).token());
        if (form == ImageForm.NONE) {
            json.writeBooleanField("image_left_out", true);
        } else {
            json.writeFieldName("image");
            write(event.image(), form, json);
        }
    }

    private static void write(Item item, ImageForm form, JsonGenerator json) throws IOException {
        if (form == ImageForm.PLAIN) {
            PlainJson.write(item, json);
        } else {
            ItemJson.write(item, json);
        }
    }
}
