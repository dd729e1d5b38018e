package dev.afterimage.console.audit;

import dev.afterimage.audit.AuditSummary;
import dev.afterimage.console.web.Address;
import dev.afterimage.history.ReadCost;
import dev.afterimage.history.SearchPage;
import dev.afterimage.item.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The page that searches the audit log.
 *
 * @param problem what is wrong with the question; empty where it is answered
 * @param found the answer; empty where there is a problem
 * @param undo whether items may be put back
 */
public record SearchView(
        SearchParameters asked, List<TableName> tables, Optional<String> problem, Optional<Found> found, boolean undo) {
    /** Where all that was found is put back. */
    public String back() {
        return asked.search(Address.of("/undo")).toString();
    }

    /**
     * Some of the entries that were found.
     *
     * @param more where to go on; empty where nothing is left
     * @param wider where to look further back; empty where that is not what is missing
     */
    public record Found(
            List<AuditSummary> entries, Instant reached, ReadCost cost, Optional<Address> more, List<Wider> wider) {
        static Found of(SearchParameters asked, SearchPage<AuditSummary> page) {
            Address search = asked.search(Address.of("/audit"));
            Optional<Address> more =
                    page.more() ? page.end().map(end -> search.with("cursor", end.token())) : Optional.empty();
            boolean nothing =
                    page.entries().isEmpty() && !page.more() && asked.cursor().isEmpty();
            return new Found(
                    page.entries(), page.reached(), page.cost(), more, nothing ? Wider.than(asked) : List.of());
        }
    }

    /** A search over a longer time. */
    public record Wider(String label, Address address) {
        private static List<Wider> than(SearchParameters asked) {
            return List.of(
                    new Wider("7 days", asked.over("7d").search(Address.of("/audit"))),
                    new Wider("30 days", asked.over("30d").search(Address.of("/audit"))),
                    new Wider("a year", asked.over("365d").search(Address.of("/audit"))));
        }
    }
}
