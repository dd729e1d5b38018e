package dev.afterimage.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.event.KeyValuePair;

/**
 * Writes a line of the log as one JSON object on one line: {@code time}, {@code level}, {@code logger}, {@code thread},
 * {@code message}, the fields of the line and of its thread under their own names, and what was thrown, all of it, as the text
 * {@code error}. A message's arguments are in the message and nowhere else.
 */
public final class JsonEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    private final JsonFactory json = new JsonFactory();

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = json.createGenerator(line)) {
            generator.writeStartObject();
            write(event, generator);
            generator.writeEndObject();
            generator.writeRaw('\n');
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return line.toByteArray();
    }

    private static void write(ILoggingEvent event, JsonGenerator json) throws IOException {
        json.writeStringField("time", event.getInstant().toString());
        json.writeStringField("level", event.getLevel().toString());
        json.writeStringField("logger", event.getLoggerName());
        json.writeStringField("thread", event.getThreadName());
        for (Map.Entry<String, String> field : fields(event).entrySet()) {
            json.writeStringField(field.getKey(), field.getValue());
        }
        json.writeStringField("message", event.getFormattedMessage());
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            json.writeStringField("error", ThrowableProxyUtil.asString(thrown));
        }
    }

    /** Of the process, of the thread, and of the line itself, which goes before the others. */
    private static Map<String, String> fields(ILoggingEvent event) {
        Map<String, String> fields = new TreeMap<>(event.getLoggerContextVO().getPropertyMap());
        fields.putAll(event.getMDCPropertyMap());
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                fields.put(pair.key, String.valueOf(pair.value));
            }
        }
        return fields;
    }
}
