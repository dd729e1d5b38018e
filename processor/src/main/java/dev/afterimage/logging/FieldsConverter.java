package dev.afterimage.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The fields of a line's thread that its message does not tell, for people: {@code  [lane=items/shardId-1]}. */
public final class FieldsConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        Map<String, String> fields = event.getMDCPropertyMap();
        if (fields.isEmpty()) {
            return "";
        }
        String message = event.getFormattedMessage();
        String untold = new TreeMap<>(fields)
                .entrySet().stream()
                        .filter(field -> !message.contains(field.getValue()))
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining(", "));
        return untold.isEmpty() ? "" : " [" + untold + "]";
    }
}
