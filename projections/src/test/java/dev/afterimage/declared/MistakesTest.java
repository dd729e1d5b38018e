package dev.afterimage.declared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What is wrong with a definition is told at once, with its line and what would be right. */
@NullMarked
final class MistakesTest {
    private static final String COPY = """
            projections:
              orders_copy:
                source: {table: orders, key: [order_id]}
                shape: copy
                table: {partition: {order_id: string}}
            """;

    @Test
    void all_mistakes_are_told_at_once_with_their_places() {
        assertThat(Definitions.mistakes("""
                projections:
                  one:
                    source: {table: orders, key: [order_id]}
                    shape: copy
                    table: {partition: {customer_id: string}}
                    atributes: [status]
                  two:
                    source: {table: o!, key: [order_id]}
                    shape: cpoy
                    table: {partition: {id: text}}
                  list_summary:
                    source: {table: orders, key: [order_id]}
                    shape: copy
                    table: {partition: {order_id: string}}
                """))
                .containsExactly(
                        "orders.yaml:3:5: projections.one.key does not tell every row from the others: {order_id} must be"
                                + " part of it",
                        "orders.yaml:6:5: projections.one.atributes is no key; did you mean attributes? (allowed here:"
                                + " source, shape, table, key, attributes, filter)",
                        "orders.yaml:8:21: projections.two.source.table is \"o!\": write a table's name: 3 to 255 of the"
                                + " characters a-z A-Z 0-9 _ . -",
                        "orders.yaml:9:12: projections.two.shape is \"cpoy\": write one of copy, group, history, index,"
                                + " latest, unique",
                        "orders.yaml:10:29: projections.two.table.partition.id is \"text\": write one of binary, number,"
                                + " string",
                        "orders.yaml:12:5: projections.list_summary has the name of another projection, a built-in one",
                        "orders.yaml:14:12: projections.list_summary.table is list_summary, the table of the built-in"
                                + " projection list_summary: each has one of its own");
    }

    @Test
    void figures_that_are_written_as_shapes_and_shapes_that_there_are_not_are_told() {
        assertThat(Definitions.mistakes(COPY.replace("shape: copy", "shape: max")))
                .containsExactly("orders.yaml:4:12: projections.orders_copy.shape max is a figure and no shape: write"
                        + " group, and max beside it");
        assertThat(Definitions.mistakes(COPY.replace("shape: copy", "shape: join")))
                .singleElement()
                .asString()
                .startsWith("orders.yaml:4:12: projections.orders_copy.shape join is not available: a group has count");
        assertThat(Definitions.mistakes(COPY.replace("shape: copy", "shape: group\n    average: {mean: \"{total}\"}")))
                .singleElement()
                .asString()
                .startsWith("orders.yaml:5:14: projections.orders_copy.average is not available: a group has count");
        assertThat(Definitions.mistakes(with("max: {most: \"{total}\"}")))
                .singleElement()
                .asString()
                .startsWith("orders.yaml:6:5: projections.orders_copy.max is no key (allowed here:");
    }

    @Test
    void figures_that_make_no_sense_are_refused() {
        assertThat(groupMistakes("min: {low: \"{a}{b}\", order_id: \"{a}\"}\n    max: {low: \"{a}\"}"))
                .satisfiesExactly(
                        mistake -> assertThat(mistake)
                                .startsWith("orders.yaml:6:16: projections.orders_copy.min.low is more than one"),
                        mistake -> assertThat(mistake).contains("min.order_id is the name of another attribute"),
                        mistake -> assertThat(mistake)
                                .startsWith(
                                        "orders.yaml:7:16: projections.orders_copy.max.low is the name of another"));
        assertThat(groupMistakes("last: {state: \"{status}\"}"))
                .singleElement()
                .asString()
                .startsWith("orders.yaml:6:19: projections.orders_copy.last.state is \"{status}\": write a section");
        assertThat(groupMistakes("last: {state: {of: \"{status}\"}}"))
                .singleElement()
                .asString()
                .contains("last.state.by is missing: write an attribute in quotes and braces");
        assertThat(groupMistakes("distinct: {count: \"{status}\"}"))
                .singleElement()
                .asString()
                .contains("distinct.count is the name of another attribute of the row, too");
    }

    @Test
    void a_group_has_no_more_figures_than_a_transaction_has_room_for() {
        String many = IntStream.range(0, 11)
                .mapToObj(i -> "f" + i + ": \"{a}\"")
                .collect(Collectors.joining(", ", "max: {", "}"));

        assertThat(groupMistakes(many))
                .containsExactly(
                        "orders.yaml:3:5: projections.orders_copy has 11 of min, max, last and distinct: a group"
                                + " may have up to 10");
    }

    @Test
    void a_table_of_members_is_one_of_its_own_and_only_where_it_is_needed() {
        assertThat(groupMistakes("min: {low: \"{a}\"}\n    members: orders_copy"))
                .containsExactly("orders.yaml:7:14: projections.orders_copy.members is orders_copy, the table of"
                        + " projection orders_copy: each has one of its own");
        assertThat(groupMistakes("members: others"))
                .singleElement()
                .asString()
                .startsWith("orders.yaml:6:5: projections.orders_copy.members is no key");
        assertThat(groupMistakes("min: {low: \"{a}\"}\n    members: o!"))
                .singleElement()
                .asString()
                .contains("members is \"o!\": write a table's name");
        assertThat(Definitions.mistakes(COPY.replace("shape: copy", "shape: latest")
                        .replace("orders_copy", "o".repeat(250))
                        .concat("    by: \"{a}\"\n")))
                .singleElement()
                .asString()
                .contains("is missing: the name of the table is too long to add _members to it");
    }

    @Test
    void a_latest_needs_an_order_and_a_unique_the_key_of_its_holder() {
        assertThat(Definitions.mistakes(COPY.replace("shape: copy", "shape: latest")))
                .containsExactly("orders.yaml:3:5: projections.orders_copy.by is missing: write an attribute in quotes"
                        + " and braces, such as \"{tags}\"");
        String unique = COPY.replace("shape: copy", "shape: unique");
        assertThat(Definitions.mistakes(unique + "    key: {order_id: \"{reference}\"}\n"))
                .singleElement()
                .asString()
                .startsWith("orders.yaml:6:10: projections.orders_copy.key makes order_id of something else:");
        assertThat(Definitions.mistakes(unique.replace("{order_id: string}", "{reference: string}")
                        + "    attributes: {order_id: \"no {order_id}\"}\n"))
                .singleElement()
                .asString()
                .startsWith("orders.yaml:6:17: projections.orders_copy.attributes makes order_id of something else:");
    }

    private static List<String> groupMistakes(String lines) {
        return Definitions.mistakes(with(lines).replace("shape: copy", "shape: group"));
    }

    @Test
    void a_key_that_items_could_share_is_refused() {
        assertThat(Definitions.mistakes(with("key: {order_id: \"{customer_id}\"}")))
                .singleElement()
                .asString()
                .contains("key does not tell every row from the others: {order_id} must be part of it");
        assertThat(Definitions.mistakes(with("key: {order_id: \"{customer_id}{order_id}\"}")))
                .singleElement()
                .asString()
                .contains("has two attributes side by side");
        assertThat(Definitions.mistakes(with("of: \"{tags}\"").replace("shape: copy", "shape: index")))
                .singleElement()
                .asString()
                .contains("{$value} must be part of it");
        assertThat(Definitions.mistakes(COPY.replace("shape: copy", "shape: history")))
                .singleElement()
                .asString()
                .contains("{$sequence} must be part of it");
    }

    @Test
    void a_view_of_what_items_are_knows_nothing_of_what_happened() {
        List<String> mistakes = Definitions.mistakes(with("""
                attributes: {was: "{$old.status}", at: "{$changed_at}", tag: "{$value}"}
                    filter:
                      eventName: [INSERT]
                      userIdentity: {type: [Service]}
                      changed: [status]
                      dynamodb: {OldImage: {status: {S: [open]}}}"""));

        assertThat(mistakes).hasSize(7);
        assertThat(mistakes.get(0)).contains("attributes.was has {$old.status}, which only a history knows");
        assertThat(mistakes.get(1)).contains("attributes.at has {$changed_at}, which only a history knows");
        assertThat(mistakes.get(2)).contains("attributes.tag has {$value}, which only an index knows");
        assertThat(mistakes.subList(3, 7))
                .allSatisfy(mistake -> assertThat(mistake)
                        .contains("looks at what happened: only a history is made of that", "dynamodb.NewImage"));
        assertThat(mistakes.get(3)).startsWith("orders.yaml:8:18: projections.orders_copy.filter.eventName");
    }

    @Test
    void templates_that_mean_nothing_are_refused() {
        assertThat(mistakeOf("a {b")).contains("has a { without a }");
        assertThat(mistakeOf("a } b")).contains("has a } without a {");
        assertThat(mistakeOf("{}")).contains("names no attribute");
        assertThat(mistakeOf("{a..b}")).contains("names no attribute in {a..b}");
        assertThat(mistakeOf("{$now}")).contains("{$now}, which means nothing", "{$changed_at}");
        assertThat(mistakeOf("{$sequence.x}")).contains("write {$sequence} alone");
        assertThat(mistakeOf("{$old}")).contains("write {$old.NAME}");
        assertThat(Definitions.mistakes(with("attributes: {x: {a: b}}")))
                .singleElement()
                .asString()
                .contains("is a section of keys: write a text in quotes");
    }

    @Test
    void patterns_that_cannot_match_are_refused() {
        assertThat(filterMistake("{status: {S: open}}"))
                .contains("filter.dynamodb.NewImage.status.S is \"open\": write a list");
        assertThat(filterMistake("{status: {S: []}}")).contains("write a list");
        assertThat(filterMistake("{status: {T: [open]}}")).contains("is no key (allowed here: one of the types S, N");
        assertThat(filterMistake("{total: {N: [many]}}")).contains("holds \"many\": write a number of up to 17 digits");
        assertThat(filterMistake("{total: {N: [123456789012345678]}}")).contains("write a number of up to 17 digits");
        assertThat(filterMistake("{total: {N: [{prefix: 1}]}}"))
                .contains("the operator prefix, which is none for a number");
        assertThat(filterMistake("{status: {S: [{numeric: ['>', 1]}]}}"))
                .contains("the operator numeric, which is none");
        assertThat(filterMistake("{total: {N: [{numeric: ['>', x]}]}}")).contains("holds \"x\"");
        assertThat(filterMistake("{total: {N: [{numeric: ['>>', 1]}]}}"))
                .contains("is no pattern: Unrecognized numeric range");
        assertThat(filterMistake("{status: {S: [{exists: maybe}]}}")).contains("write true or false");
        assertThat(Definitions.mistakes(with("filter: {detail: {a: [b]}}")))
                .singleElement()
                .asString()
                .contains("filter.detail is no key (allowed here: dynamodb)");
    }

    @Test
    void a_group_has_names_of_its_own_for_each_figure() {
        assertThat(Definitions.mistakes(with("count: order_id\n    sums: {order_id: \"{a}\", n: \"{b}{c}\"}")
                        .replace("shape: copy", "shape: group")))
                .satisfiesExactly(
                        mistake -> assertThat(mistake)
                                .contains("count is called order_id, as an attribute of the row's key"),
                        mistake -> assertThat(mistake).contains("sums.order_id is the name of another attribute"),
                        mistake -> assertThat(mistake).contains("sums.n is more than one attribute of the item"));
    }

    @Test
    void wild_texts_are_refused_in_a_few_lines() {
        for (String wild : List.of(
                "",
                "[]",
                "x",
                "projections: []",
                "projections: {}",
                "projections: {a: 1}",
                "{",
                "- -",
                "projections: {abc: {source: [], shape: {}, table: 3, key: x, filter: [1], attributes: 7}}")) {
            assertThat(Definitions.mistakes(wild)).as(wild).isNotEmpty().hasSizeLessThan(12);
        }
    }

    private static String with(String line) {
        return COPY + "    " + line + "\n";
    }

    private static String mistakeOf(String template) {
        List<String> mistakes = Definitions.mistakes(with("attributes: {x: '" + template + "'}"));
        assertThat(mistakes).hasSize(1);
        return mistakes.getFirst();
    }

    private static String filterMistake(String newImage) {
        List<String> mistakes = Definitions.mistakes(with("filter: {dynamodb: {NewImage: " + newImage + "}}"));
        assertThat(mistakes).as(newImage).hasSize(1);
        return mistakes.getFirst();
    }
}
