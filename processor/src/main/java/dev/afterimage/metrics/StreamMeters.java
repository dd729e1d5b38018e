package dev.afterimage.metrics;

import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.StreamListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Counts what befalls the streams. Thread-safe. */
final class StreamMeters implements StreamListener {
    private final MeterRegistry registry;

    /** Meters of these tables, which are shown from the start. */
    StreamMeters(List<TableName> tables, MeterRegistry registry) {
        this.registry = registry;
        tables.forEach(
                table -> List.of(gaps(table), beforeStart(table), malformed(table), replaced(table), failed(table)));
    }

    @Override
    public void gap(TableName table, String detail) {
        gaps(table).increment();
    }

    @Override
    public void beforeStart(Lane lane, int changes) {
        beforeStart(lane.table()).increment(changes);
    }

    @Override
    public void malformed(Lane lane, String problem) {
        malformed(lane.table()).increment();
    }

    @Override
    public void replaced(StreamArn followed, StreamArn current) {
        replaced(followed.table()).increment();
    }

    @Override
    public void failed(TableName table, String reason) {
        failed(table).increment();
    }

    private Counter gaps(TableName table) {
        return counter("afterimage.gaps", "Places where changes may be lost for good.", table);
    }

    private Counter beforeStart(TableName table) {
        return counter("afterimage.changes.before.start", "Changes dropped as older than the source's start.", table);
    }

    private Counter malformed(TableName table) {
        return counter(
                "afterimage.malformed.records", "Records that are no change, each of which halts a lane.", table);
    }

    private Counter replaced(TableName table) {
        return counter("afterimage.streams.replaced", "New streams that are followed only after a restart.", table);
    }

    private Counter failed(TableName table) {
        return counter("afterimage.streams.failed", "Streams that are not followed any more.", table);
    }

    private Counter counter(String name, String description, TableName table) {
        return Counter.builder(name)
                .description(description)
                .tags(Names.of(table))
                .register(registry);
    }
}
