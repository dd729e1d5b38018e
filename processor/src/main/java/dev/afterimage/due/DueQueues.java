package dev.afterimage.due;

import dev.afterimage.expiry.DueItem;
import java.time.Instant;
import java.util.List;

/** Reads what is due. It is written only by commits. Thread-safe. */
public interface DueQueues {
    /** The first of what is due in a queue up to this second, as it is now; so many at most. */
    List<DueItem> head(String queue, Instant until, int most);
}
