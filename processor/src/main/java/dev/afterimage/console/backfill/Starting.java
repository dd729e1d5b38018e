package dev.afterimage.console.backfill;

import dev.afterimage.backfill.Backfilling;
import dev.afterimage.backfill.ScanSettings;
import dev.afterimage.console.web.Background;
import dev.afterimage.console.web.Problem;
import dev.afterimage.item.TableName;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts backfills, one at a time and beside the request that asked for it: before the first item is read it is looked
 * through the audit log for changes of older items. Thread-safe.
 */
final class Starting implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Starting.class);

    private final Backfilling work;
    private final Function<Throwable, Optional<String>> explain;
    private final Background background = new Background("backfill-start");
    private Optional<Attempt> last = Optional.empty();

    /**
     * The last start that was asked for.
     *
     * @param trouble why the backfill was not started; empty while that is not known, or where it was
     */
    record Attempt(TableName table, String operator, boolean over, Optional<String> trouble) {}

    Starting(Backfilling work, Function<Throwable, Optional<String>> explain) {
        this.work = work;
        this.explain = explain;
    }

    synchronized Optional<Attempt> last() {
        return last;
    }

    /** Begins to start one; a problem where another is just being started. */
    synchronized void start(TableName table, ScanSettings settings, String operator) {
        if (!background.start(
                _ -> trouble(table, settings), trouble -> end(new Attempt(table, operator, true, trouble)))) {
            throw Problem.conflict("another backfill is just being started: wait a moment")
                    .asException();
        }
        last = Optional.of(new Attempt(table, operator, false, Optional.empty()));
    }

    private Optional<String> trouble(TableName table, ScanSettings settings) {
        try {
            return switch (work.start(table, settings)) {
                case Backfilling.Result.Done _ -> Optional.empty();
                case Backfilling.Result.Refused refused -> Optional.of(refused.reason());
            };
        } catch (RuntimeException failure) {
            LOG.warn("the backfill of {} could not be started", table, failure);
            return Optional.of(explain.apply(failure).orElseGet(failure::toString));
        }
    }

    private synchronized void end(Attempt attempt) {
        last = Optional.of(attempt);
    }

    @Override
    public void close() {
        background.close();
    }
}
