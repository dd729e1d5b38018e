package dev.afterimage.console;

import dev.afterimage.console.backfill.BackfillPages;
import dev.afterimage.console.undo.Undo;
import dev.afterimage.console.version.VersionPages;
import dev.afterimage.console.web.EventStreams;

/** What goes on beyond one request, and ends with the console. Thread-safe. */
record Ongoing(EventStreams streams, Undo undo, VersionPages versions, BackfillPages backfills)
        implements AutoCloseable {
    static Ongoing of(ConsoleParts parts) {
        return new Ongoing(
                new EventStreams(),
                new Undo(parts.undo(), parts.audit(), parts.explain(), parts.clock()),
                new VersionPages(parts.versions(), parts.explain(), parts.clock()),
                new BackfillPages(parts.backfills(), parts.explain(), parts.clock()));
    }

    @Override
    public void close() {
        streams.close();
        undo.close();
        versions.close();
        backfills.close();
    }
}
