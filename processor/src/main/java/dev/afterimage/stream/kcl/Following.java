package dev.afterimage.stream.kcl;

import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.stream.RecordTap;
import dev.afterimage.stream.StreamListener;
import java.util.Optional;

/**
 * What is done with what is read; the same for every table.
 *
 * @param tap sees the records before they are applied, to record them
 */
public record Following(ChangePipeline.Parts parts, StreamListener listener, Optional<RecordTap> tap) {
    public static Following of(ChangePipeline.Parts parts, StreamListener listener) {
        return new Following(parts, listener, Optional.empty());
    }

    public Following withTap(RecordTap recorder) {
        return new Following(parts, listener, Optional.of(recorder));
    }

    Following withListener(StreamListener other) {
        return new Following(parts, other, tap);
    }
}
