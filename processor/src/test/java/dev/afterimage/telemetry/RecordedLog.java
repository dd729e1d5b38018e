package dev.afterimage.telemetry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.event.EventRecordingLogger;
import org.slf4j.event.Level;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.SubstituteLogger;

/** A logger, and what was said through it. */
final class RecordedLog {
    private final Queue<SubstituteLoggingEvent> events = new ArrayDeque<>();
    private final Logger logger =
            new EventRecordingLogger(new SubstituteLogger("recorded", new ArrayDeque<>(), false), events);

    Logger logger() {
        return logger;
    }

    List<String> lines(Level level) {
        List<String> lines = new ArrayList<>();
        for (SubstituteLoggingEvent event : events) {
            if (event.getLevel() == level) {
                lines.add(MessageFormatter.arrayFormat(event.getMessage(), event.getArgumentArray())
                        .getMessage());
            }
        }
        return lines;
    }
}
