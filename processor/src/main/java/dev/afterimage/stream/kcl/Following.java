package dev.afterimage.stream.kcl;

import dev.afterimage.item.TableName;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.stream.GapLog;
import dev.afterimage.stream.RecordTap;
import dev.afterimage.stream.StreamListener;
import java.util.Optional;

/**
 * What is done with what is read; the same for every table.
 *
 * @param tap sees the records before they are applied, to record them
 * @param gaps keeps on record what was lost
 */
public record Following(ChangePipeline.Parts parts, StreamListener listener, Optional<RecordTap> tap, GapLog gaps) {
    public static Following of(ChangePipeline.Parts parts, StreamListener listener) {
        return new Following(parts, listener, Optional.empty(), GapLog.NONE);
    }

    public Following withTap(RecordTap recorder) {
        return new Following(parts, listener, Optional.of(recorder), gaps);
    }

    public Following withGaps(GapLog log) {
        return new Following(parts, listener, tap, log);
    }

    Following withListener(StreamListener other) {
        return new Following(parts, other, tap, gaps);
    }

    /** Keeps a gap on record, and tells of it. */
    void gap(TableName table, String detail) {
        gaps.keep(table, detail);
        listener.gap(table, detail);
    }
}
