package dev.afterimage.stream;

import dev.afterimage.item.TableName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what befalls the streams to the log, as errors: each is something that somebody has to look after. */
public final class StreamLog implements StreamListener {
    private static final Logger LOG = LoggerFactory.getLogger(StreamLog.class);

    @Override
    public void gap(TableName table, String detail) {
        LOG.error("changes of {} may be lost: {}", table, detail);
    }

    @Override
    public void replaced(StreamArn followed, StreamArn current) {
        LOG.error(
                "{} has a new stream, {}; this worker reads {} to its end, and the new one only after a restart",
                followed.table(),
                current.label(),
                followed.label());
    }

    @Override
    public void failed(TableName table, String reason) {
        LOG.error("{} is not followed any more: {}", table, reason);
    }
}
