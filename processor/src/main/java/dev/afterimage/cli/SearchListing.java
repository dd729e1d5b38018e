package dev.afterimage.cli;

import dev.afterimage.history.SearchPage;
import dev.afterimage.ledger.PageRequest;
import java.util.function.Consumer;
import java.util.function.Function;

/** Shows what a search finds, page after page, the newest first. */
final class SearchListing {
    private SearchListing() {}

    /** Shows at most so many entries; answers how many it showed. */
    static <T> int show(int limit, Function<PageRequest, SearchPage<T>> read, Consumer<SearchPage<T>> show) {
        PageRequest request = PageRequest.newest(Math.min(limit, Listing.PAGE));
        int shown = 0;
        while (true) {
            SearchPage<T> page = read.apply(request);
            show.accept(page);
            shown += page.entries().size();
            if (!page.more() || page.end().isEmpty() || shown == limit) {
                return shown;
            }
            int left = Math.min(limit - shown, Listing.PAGE);
            request = PageRequest.newest(left).after(page.end().get());
        }
    }
}
