package dev.afterimage.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.item.Item;
import dev.afterimage.projection.Projection;
import dev.afterimage.testing.ChangeHistory;
import dev.afterimage.testing.InMemoryTables;
import dev.afterimage.testing.Trial;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Who holds a value, who is refused it, and what becomes of those who were. */
@NullMarked
final class UniqueTest {
    private static final List<Projection> UNIQUE = Definitions.all("""
            projections:
              order_references:
                source: {table: orders, key: [order_id]}
                shape: unique
                table: {partition: {reference: string}}
                attributes: [status]
            """);

    private final ChangeHistory history = new ChangeHistory(List.of(Orders.TABLE));

    @Test
    void the_first_holds_the_value_and_the_second_is_refused_without_telling_it() {
        history.insert("orders", order("O1", "R1"));
        history.insert("orders", order("O2", "R1"));

        Trial trial = Trial.of(UNIQUE, history.changes());

        assertThat(rows(trial)).containsExactly(claim("O1", "R1"));
        assertThat(trial.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason())
                        .isEqualTo("another item holds the row of table order_references with the same reference:"
                                + " redrive this change once that one has let go"));
    }

    @Test
    void a_claim_goes_with_its_item_and_where_the_value_changes() {
        history.insert("orders", order("O1", "R1"));
        history.modify("orders", order("O1", "R2"));
        history.insert("orders", order("O2", "R1"));
        history.remove("orders", order("O1", "R2"));
        history.modify("orders", order("O2", "R2"));

        Trial trial = Trial.of(UNIQUE, history.changes());

        assertThat(trial.refusals()).isEmpty();
        assertThat(rows(trial)).containsExactly(claim("O2", "R2"));
    }

    @Test
    void one_that_is_refused_keeps_what_it_held_and_its_later_changes_wait() {
        history.insert("orders", order("O1", "R1"));
        history.insert("orders", order("O2", "R2"));
        history.modify("orders", order("O2", "R1"));
        history.modify("orders", order("O2", "R3"));

        Trial trial = Trial.of(UNIQUE, history.changes());

        assertThat(rows(trial)).containsExactly(claim("O1", "R1"), claim("O2", "R2"));
        assertThat(trial.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.waiting()).isEqualTo(1));
    }

    @Test
    void what_was_refused_is_taken_once_the_first_has_let_go() {
        history.insert("orders", order("O1", "R1"));
        Change first = history.insert("orders", order("O2", "R1"));
        Change second = history.modify("orders", order("O2", "R3"));
        history.remove("orders", order("O1", "R1"));

        List<Change> redriven = new ArrayList<>(history.changes());
        redriven.removeAll(List.of(first, second));
        redriven.addAll(List.of(first, second));

        Trial trial = Trial.of(UNIQUE, redriven);
        assertThat(trial.refusals()).isEmpty();
        assertThat(rows(trial)).containsExactly(claim("O2", "R3"));
    }

    @Test
    void one_whose_claim_was_given_up_takes_nothing_away_from_the_holder() {
        history.insert("orders", order("O1", "R1"));
        Change givenUp = history.insert("orders", order("O2", "R1"));
        history.modify("orders", order("O2", "R3"));
        history.remove("orders", order("O2", "R3"));

        List<Change> seen = new ArrayList<>(history.changes());
        seen.remove(givenUp);

        assertThat(rows(Trial.of(UNIQUE, seen.subList(0, 2)))).containsExactly(claim("O1", "R1"), claim("O2", "R3"));
        assertThat(rows(Trial.of(UNIQUE, seen))).containsExactly(claim("O1", "R1"));
    }

    @Test
    void an_item_that_comes_back_holds_its_value_again() {
        history.insert("orders", order("O1", "R1"));
        history.remove("orders", order("O1", "R1"));
        history.insert("orders", order("O1", "R1"));
        history.modify("orders", order("O1", "R1").with("status", AttributeValue.fromS("paid")));

        Trial trial = Trial.of(UNIQUE, history.changes());

        assertThat(trial.refusals()).isEmpty();
        assertThat(rows(trial)).containsExactly(claim("O1", "R1").with("status", AttributeValue.fromS("paid")));
    }

    private static List<Item> rows(Trial trial) {
        InMemoryTables tables = trial.tables();
        return tables.rows(tables.names().getFirst());
    }

    private static Item order(String id, String reference) {
        return claim(id, reference).with("total", AttributeValue.fromN("1"));
    }

    private static Item claim(String id, String reference) {
        return Item.empty()
                .with("order_id", AttributeValue.fromS(id))
                .with("reference", AttributeValue.fromS(reference))
                .with("status", AttributeValue.fromS("open"));
    }
}
