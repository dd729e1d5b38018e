package dev.afterimage.metrics;

import dev.afterimage.dynamo.CallListener;
import dev.afterimage.item.TableName;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.stream.StreamListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The figures of one worker, as Prometheus reads them. {@code docs/metrics.md} lists all of them. Thread-safe.
 *
 * <p>What can be looked at is looked at once, just before the figures are read, so those of one reading agree with each other
 * and cost nothing between readings.
 */
public final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final Machine machine = new Machine(registry);
    private final LaneMeters lanes;
    private final StreamMeters streams;
    private final CallMeters calls = new CallMeters(registry);
    private final RequestMeters requests = new RequestMeters(registry);
    private final ChangeTotals changeTotals;
    private final LaneLevels laneLevels;
    private final AgeLevels ageLevels;
    private final ParkedLevels parkedLevels = new ParkedLevels(registry);
    private final SinkLevels sinkLevels = new SinkLevels(registry);
    private final VersionLevels versionLevels = new VersionLevels(registry);
    private final BackfillLevels backfillLevels = new BackfillLevels(registry);
    private final Levels ready = Levels.of("afterimage.ready", "1 where the worker does its work.", registry);
    private Optional<Watched> watched = Optional.empty();

    /**
     * Figures of a worker that follows these tables.
     *
     * @param version the program's
     */
    public Metrics(List<TableName> tables, String version) {
        this.lanes = new LaneMeters(tables, registry);
        this.streams = new StreamMeters(tables, registry);
        this.changeTotals = new ChangeTotals(tables, registry);
        this.laneLevels = new LaneLevels(tables, registry);
        this.ageLevels = new AgeLevels(tables, registry);
        Gauge.builder("afterimage.build.info", () -> 1)
                .description("1, with the version of the program.")
                .tag("version", version)
                .register(registry);
    }

    /** What happens in the lanes. */
    public PipelineListener lanes() {
        return lanes;
    }

    /** What befalls the streams. */
    public StreamListener streams() {
        return streams;
    }

    /** The calls to DynamoDB. */
    public CallListener calls() {
        return calls;
    }

    /** A request to the console, by its route. */
    public void answered(String route, int status, Duration took) {
        requests.answered(route, status, took);
    }

    /** From now on these are looked at before each reading. */
    public synchronized void watch(Watched worker) {
        watched = Optional.of(worker);
    }

    /**
     * The figures of this moment.
     *
     * @param accept which forms of text are understood, as the header {@code Accept} of HTTP says it
     */
    public synchronized Exposition read(String accept) {
        watched.ifPresent(this::look);
        ExpositionFormatWriter writer = formats.findWriter(accept);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.write(out, registry.getPrometheusRegistry().scrape());
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return new Exposition(writer.getContentType(), out.toString(StandardCharsets.UTF_8));
    }

    private void look(Watched worker) {
        LaneFigures figures = worker.lanes().get();
        changeTotals.look(figures.tallies());
        laneLevels.look(figures);
        ageLevels.look(figures);
        parkedLevels.look(worker.parked().counted(), figures.tallies().at());
        sinkLevels.look(worker.sinks().get());
        versionLevels.look(worker.versions().figures());
        backfillLevels.look(worker.backfills().figures());
        ready.see(Tags.empty(), worker.ready().getAsBoolean() ? 1 : 0);
        ready.show();
    }

    @Override
    public void close() {
        machine.close();
        registry.close();
    }
}
