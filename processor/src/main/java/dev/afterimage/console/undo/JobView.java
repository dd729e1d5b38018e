package dev.afterimage.console.undo;

import dev.afterimage.console.audit.Links;
import dev.afterimage.console.audit.SearchParameters;
import dev.afterimage.history.AuditQuery;
import dev.afterimage.item.TableName;
import dev.afterimage.undo.FoundItem;
import dev.afterimage.undo.Survey;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The pages of jobs that put many items back. */
public final class JobView {
    private static final int MOST_ITEMS = 100;

    private JobView() {}

    /**
     * The page that begins a job, and lists the last ones.
     *
     * @param to the moment that is asked for, as far as it is
     */
    public record All(SearchParameters asked, String to, List<TableName> tables, List<One> jobs) {
        /** Whether the items of a table are meant. */
        public boolean means(TableName table) {
            return asked.tables().isEmpty() || asked.tables().contains(table.value());
        }
    }

    /** A job. */
    public record One(UndoJob job) {
        public String address() {
            return "/undo/jobs/" + job.id();
        }

        /** How far it is, in a word or two. */
        public String words() {
            return switch (job.state()) {
                case UndoJob.State.Surveying _ -> "looking";
                case UndoJob.State.Surveyed _ -> "to be decided";
                case UndoJob.State.Running running -> "at work, " + running.progress() + " %";
                case UndoJob.State.Ended ended -> ended.failure().isPresent() ? "failed" : "ended";
            };
        }

        /** Which changes are meant, in words. */
        public String search() {
            AuditQuery query = job.order().query();
            String tables = query.tables().stream().map(TableName::value).collect(Collectors.joining(", "));
            String operations = query.filter().operations().stream()
                    .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                    .sorted()
                    .collect(Collectors.joining(" or "));
            return "changes of " + tables
                    + query.filter().actor().map(actor -> " by " + actor).orElse("")
                    + query.filter()
                            .changed()
                            .map(name -> " to the attribute " + name)
                            .orElse("")
                    + (operations.isEmpty() ? "" : ", only " + operations);
        }

        /** The first of the items. */
        public List<FoundItem> shown(Survey survey) {
            return survey.items().subList(0, Math.min(MOST_ITEMS, survey.items().size()));
        }

        /** Where it is shown what would become of an item. */
        public String preview(FoundItem item) {
            return Links.undo(item.table(), item.key())
                    .with("to", job.order().target().moment().toString())
                    .toString();
        }

        /** Where an item's changes are. */
        public String history(FoundItem item) {
            return Links.item(item.table(), item.key()).toString();
        }
    }
}
