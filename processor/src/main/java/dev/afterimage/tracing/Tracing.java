package dev.afterimage.tracing;

import dev.afterimage.commit.Committer;
import dev.afterimage.dynamo.CallListener;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans to a collector of OpenTelemetry, by OTLP over HTTP: one for each attempt to commit, with the calls to DynamoDB
 * that it makes. They are sent by a thread of its own, a few seconds later; what the collector does not take is dropped, and
 * nothing waits for it. Thread-safe. Closing it sends what is left, for a second at most.
 */
public final class Tracing implements AutoCloseable {
    private static final String TRACES = "/v1/traces";
    private static final Duration LONGEST_SENDING = Duration.ofSeconds(5);
    private static final Duration LONGEST_CLOSING = Duration.ofSeconds(1);

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /** Who sends them. */
    public record Origin(String worker, String version) {}

    private Tracing(SdkTracerProvider provider) {
        this.provider = provider;
        this.tracer = provider.get("dev.afterimage");
    }

    /**
     * Begins to send.
     *
     * @param collector its address; without a path, OTLP's own is meant
     * @param sample which share of the commits is traced
     */
    public static Tracing start(URI collector, double sample, Origin origin) {
        OtlpHttpSpanExporter sender = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint(collector))
                .setTimeout(LONGEST_SENDING)
                .setConnectTimeout(LONGEST_SENDING)
                .build();
        return new Tracing(SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(resource(origin)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sample)))
                .addSpanProcessor(BatchSpanProcessor.builder(new ComplainingExporter(sender, collector))
                        .build())
                .build());
    }

    private static String endpoint(URI collector) {
        String path = collector.getPath();
        return path.isEmpty() || path.equals("/") ? collector.resolve(TRACES).toString() : collector.toString();
    }

    private static Resource resource(Origin origin) {
        return Resource.create(Attributes.builder()
                .put("service.name", "afterimage")
                .put("service.version", origin.version())
                .put("service.instance.id", origin.worker())
                .build());
    }

    /** The same door, of whose commits there are spans. */
    public Committer around(Committer door) {
        return new TracedCommitter(door, tracer);
    }

    /** Calls that are made for a commit become spans within the commit's. */
    public CallListener calls() {
        return new CallSpans(tracer);
    }

    @Override
    public void close() {
        provider.shutdown().join(LONGEST_CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    }
}
