package dev.afterimage.cli;

import dev.afterimage.history.AuditQuery;
import dev.afterimage.history.AuditSearch;
import dev.afterimage.history.Target;
import dev.afterimage.inspection.ItemReference;
import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.undo.FoundItem;
import dev.afterimage.undo.Survey;
import dev.afterimage.undo.Surveyor;
import dev.afterimage.undo.UndoPlan;
import dev.afterimage.undo.UndoRun;
import dev.afterimage.undo.UndoTally;
import dev.afterimage.undo.Undoer;
import java.time.Duration;
import java.util.List;

/** Previews what puts items back, asks, and does it; answers exit codes. For one verb. */
final class UndoWork {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Connection connection;
    private final Wish wish;
    private final Setting setting;
    private final UndoText text;

    /**
     * What somebody wants.
     *
     * @param yes whether nobody is to be asked
     */
    record Wish(Target target, Undoer.Author author, boolean dryRun, boolean yes) {}

    UndoWork(Connection connection, Wish wish, Setting setting, UndoText text) {
        this.connection = connection;
        this.wish = wish;
        this.setting = setting;
        this.text = text;
    }

    /** Puts one item back. */
    int one(ItemReference item) {
        UndoPlan plan = connection.undoPlanner().plan(item.table(), item.key(), wish.target());
        text.plan(plan);
        return switch (plan) {
            case UndoPlan.Same _ -> 0;
            case UndoPlan.Impossible _ -> 1;
            case UndoPlan.Ready ready -> {
                if (wish.dryRun()) {
                    text.nothingWritten();
                    yield 0;
                }
                yield agreed("put it back?") ? putBack(List.of(ready.item()), 0) : declined();
            }
        };
    }

    /** Puts back all that a search finds. A signal ends the search as it ends any program: nothing is written by then. */
    int all(AuditQuery query, AuditSearch log) {
        Surveyor surveyor = new Surveyor(log, connection.undoPlanner(), new StopSwitch());
        Survey survey = surveyor.survey(query, wish.target(), text.survey(wish.dryRun()));
        text.summary(survey, wish.dryRun());
        if (survey.end() == Survey.End.TOO_MANY) {
            throw Failure.of("there are more than " + Surveyor.MOST_ITEMS
                    + " such items, which is as many as one undo may have: search in parts, by --since and --until");
        }
        if (wish.dryRun() || survey.items().isEmpty()) {
            return survey.impossible() == 0 ? 0 : 1;
        }
        String question = "put " + ParkedText.count(survey.items().size(), "item") + " back?";
        return agreed(question) ? putBack(survey.items(), survey.impossible()) : declined();
    }

    private boolean agreed(String question) {
        return wish.yes() || setting.terminal().agrees(question);
    }

    private int declined() {
        text.nothingWritten();
        return 1;
    }

    private int putBack(List<FoundItem> items, int impossible) {
        StopSignal stop = setting.termination().listen(PATIENCE);
        UndoRun run = new UndoRun(connection.undoer(wish.author(), stop), stop);
        UndoTally tally = run.run(items, wish.target(), (item, end, soFar) -> text.end(item, end));
        text.tally(tally, items.size());
        return tally.allDone() && tally.items() == items.size() && impossible == 0 ? 0 : 1;
    }
}
