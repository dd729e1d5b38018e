package dev.afterimage.cli;

import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import java.util.function.Consumer;

/** A log that is read by time, page by page. */
interface Listing<T> {
    int PAGE = 200;

    Page<T> page(TimeRange range, PageRequest page);

    /** Ends a verb that is to show nothing at all. */
    static void requireSome(int limit) {
        if (limit < 1) {
            throw Failure.usage("--limit is " + limit + ": write 1 or more");
        }
    }

    /** Shows the entries of the range in the given order, at most so many; answers how many it showed. */
    default int show(TimeRange range, PageRequest first, int limit, Consumer<T> show) {
        int shown = 0;
        PageRequest request = first;
        while (true) {
            Page<T> page = page(range, request);
            for (T entry : page.entries()) {
                if (shown == limit) {
                    return shown;
                }
                show.accept(entry);
                shown++;
            }
            if (!page.more() || page.end().isEmpty() || shown == limit) {
                return shown;
            }
            request = request.after(page.end().get());
        }
    }
}
