package dev.afterimage.logged;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Everything that is logged at INFO and above as long as it is open, by every library, with stack traces. The embedded
 * DynamoDB's own log is left out: it is the service, and not its caller.
 */
public final class CapturedLog implements AutoCloseable {
    private static final String SERVICE = "software.amazon.dynamodb.services.local";

    private final Map<Logger, Level> before = new HashMap<>();
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            // As long as the fields of the thread are there.
            event.prepareForDeferredProcessing();
            super.append(event);
        }
    };
    private final Logger root;

    public CapturedLog() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        this.root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        for (Logger logger : context.getLoggerList()) {
            Level level = logger.getLevel();
            if (level != null && !logger.getName().startsWith(SERVICE)) {
                before.put(logger, level);
                logger.setLevel(Level.INFO);
            }
        }
        appender.start();
        root.addAppender(appender);
    }

    /** The lines so far, each with its logger and what was thrown. */
    public List<String> lines() {
        // Appending holds the appender's own lock.
        synchronized (appender) {
            return appender.list.stream().map(CapturedLog::line).toList();
        }
    }

    /** The same as this encoder writes them. */
    public List<String> lines(Encoder<ILoggingEvent> encoder) {
        synchronized (appender) {
            return appender.list.stream()
                    .map(event -> new String(encoder.encode(event), StandardCharsets.UTF_8))
                    .toList();
        }
    }

    private static String line(ILoggingEvent event) {
        String thrown = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        return event.getLevel() + " " + event.getLoggerName() + ": " + event.getFormattedMessage() + " " + thrown;
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        before.forEach(Logger::setLevel);
    }
}
