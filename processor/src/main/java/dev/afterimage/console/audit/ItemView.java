package dev.afterimage.console.audit;

import dev.afterimage.audit.UndoNote;
import dev.afterimage.console.web.Address;
import dev.afterimage.history.ItemChanges;
import dev.afterimage.history.ReadCost;
import dev.afterimage.history.Recorded;
import dev.afterimage.history.SearchPage;
import dev.afterimage.inspection.ItemReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The page of an item's history. */
public record ItemView(ItemReference item, SearchParameters asked, Changes changes) {
    /**
     * Some of the item's changes.
     *
     * @param undos those that are not seen in a change, on the first page
     * @param more where to go on; empty where nothing is left
     * @param undo whether the item may be put back
     */
    public record Changes(
            List<ChangeView> entries,
            List<UndoNote> undos,
            Instant reached,
            ReadCost cost,
            Optional<Address> more,
            boolean undo) {
        static Changes of(ItemReference item, SearchParameters asked, ItemChanges found, boolean undo) {
            SearchPage<Recorded> page = found.page();
            Address history = asked.filters(Links.item(item.table(), item.key()));
            Optional<Address> more =
                    page.more() ? page.end().map(end -> history.with("cursor", end.token())) : Optional.empty();
            List<UndoNote> undos = found.undos().stream()
                    .filter(note -> asked.cursor().isEmpty() && note.outcome() != UndoNote.Outcome.DONE)
                    .toList();
            List<ChangeView> entries =
                    page.entries().stream().map(ChangeView::of).toList();
            return new Changes(entries, undos, page.reached(), page.cost(), more, undo);
        }
    }

    /** Where this page is, without what narrows it down. */
    public Address address() {
        return Links.item(item.table(), item.key());
    }

    /** Whether the page begins with the newest change. */
    public boolean newest() {
        return asked.cursor().isEmpty();
    }

    /** Whether only some of the changes are asked for. */
    public boolean narrowed() {
        return !asked.filters(address()).toString().equals(address().toString());
    }

    /** Where a view of this item is, before its parameters. */
    public String view(String name) {
        return Links.of("/" + name, item.table(), item.key()).toString();
    }
}
