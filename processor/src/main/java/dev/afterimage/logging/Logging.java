package dev.afterimage.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.afterimage.config.Config;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Lets the log be written as a configuration says. A Logback that was configured otherwise is left alone but for the level,
 * and a log that is not Logback's altogether.
 */
public final class Logging {
    private static final String OURS = "dev.afterimage";
    private static final String CONSOLE = "console";

    /** Whoever starts the JVM with this has said the level. */
    private static final String LEVEL = "afterimage.log";

    private static final String WORKER = "worker";

    private Logging() {}

    /** For a worker, whose log is for reading. */
    public static void ofWorker(Config.Log log) {
        apply(log, level(log));
    }

    /** For a verb that prints what there is to say: it logs only what somebody should look at. */
    public static void ofVerb(Config.Log log) {
        Level level = level(log);
        apply(log, level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
    }

    /** From now on every line as JSON says that it is of this worker, the last that was named in this process. */
    public static void nameWorker(String id) {
        context().ifPresent(context -> context.putProperty(WORKER, id));
    }

    private static void apply(Config.Log log, Level level) {
        context().ifPresent(context -> {
            if (System.getProperty(LEVEL) == null) {
                context.getLogger(OURS).setLevel(level);
            }
            if (log.format() == Config.Log.Format.JSON) {
                writeJson(context);
            }
        });
    }

    private static Level level(Config.Log log) {
        return Level.toLevel(log.level().name());
    }

    private static void writeJson(LoggerContext context) {
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        if (root.getAppender(CONSOLE) instanceof OutputStreamAppender<ILoggingEvent> console) {
            JsonEncoder encoder = new JsonEncoder();
            encoder.setContext(context);
            encoder.start();
            console.setEncoder(encoder);
        }
    }

    private static Optional<LoggerContext> context() {
        return LoggerFactory.getILoggerFactory() instanceof LoggerContext logback
                ? Optional.of(logback)
                : Optional.empty();
    }
}
