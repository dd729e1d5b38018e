package dev.afterimage.telemetry;

import dev.afterimage.change.ChangeId;
import dev.afterimage.lane.Lane;
import dev.afterimage.projection.ProjectionName;
import java.util.Map;
import java.util.Optional;
import org.slf4j.MDC;

/**
 * What lines of the log tell beside their messages, on this thread and as long as this is open: what they are about. Close it
 * on the same thread.
 */
public final class LogFields implements AutoCloseable {
    private static final String LANE = "lane";
    private static final String TABLE = "table";
    private static final String SHARD = "shard";
    private static final String CHANGE = "change";
    private static final String PROJECTION = "projection";

    private final Map<String, String> before =
            Optional.ofNullable(MDC.getCopyOfContextMap()).orElse(Map.of());

    private LogFields() {}

    /** They are about a lane. */
    public static LogFields of(Lane lane) {
        LogFields fields = new LogFields();
        MDC.put(LANE, lane.id());
        MDC.put(TABLE, lane.table().value());
        MDC.put(SHARD, lane.shard().value());
        return fields;
    }

    /** And about this change, where it is one that they are about. */
    LogFields and(Optional<ChangeId> change) {
        change.ifPresent(id -> MDC.put(CHANGE, id.toString()));
        return this;
    }

    /** And about what this projection makes of it. */
    LogFields and(ProjectionName projection) {
        MDC.put(PROJECTION, projection.value());
        return this;
    }

    @Override
    public void close() {
        MDC.setContextMap(before);
    }
}
