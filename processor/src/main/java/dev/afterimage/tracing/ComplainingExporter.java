package dev.afterimage.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that spans cannot be sent, and once that they can be again. The library itself would say it past the log, on
 * standard error, and is kept quiet. Thread-safe.
 */
final class ComplainingExporter implements SpanExporter {
    private static final Logger LOG = LoggerFactory.getLogger(ComplainingExporter.class);

    /** Loggers that nobody holds are forgotten, with their levels. */
    private static final java.util.logging.Logger LIBRARY = java.util.logging.Logger.getLogger("io.opentelemetry");

    private final SpanExporter sender;
    private final URI collector;
    private final AtomicBoolean failing = new AtomicBoolean();

    ComplainingExporter(SpanExporter sender, URI collector) {
        this.sender = sender;
        this.collector = collector;
        LIBRARY.setLevel(Level.OFF);
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = sender.export(spans);
        return result.whenComplete(() -> tell(result));
    }

    private void tell(CompletableResultCode result) {
        if (!result.isSuccess() && failing.compareAndSet(false, true)) {
            LOG.warn(
                    "spans cannot be sent to {} and are dropped: {}. Nothing else depends on it",
                    collector,
                    String.valueOf(result.getFailureThrowable()));
        } else if (result.isSuccess() && failing.compareAndSet(true, false)) {
            LOG.info("spans are sent to {} again", collector);
        }
    }

    @Override
    public CompletableResultCode flush() {
        return sender.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return sender.shutdown();
    }
}
