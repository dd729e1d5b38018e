package dev.afterimage.declared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The schema for editors and the reader say the same of good and of bad definitions. */
@NullMarked
final class SchemaTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String GOOD = """
            projections:
              order_view:
                source: {table: orders, key: [order_id]}
                shape: copy
                table: {partition: {order_id: string}}
            """;
    private static final List<String> BAD_LINES = List.of(
            "attributes: some",
            "attributes: {x: {}}",
            "atributes: all",
            "of: \"{tags}\"",
            "count: orders",
            "sums: {a: \"{b}\"}",
            "min: {a: \"{b}\"}",
            "max: {a: \"{b}\"}",
            "last: {a: {of: \"{b}\", by: \"{c}\"}}",
            "distinct: {a: \"{b}\"}",
            "by: \"{a}\"",
            "members: others",
            "filter: {eventName: [INSERT]}",
            "filter: {changed: [a]}",
            "filter: {dynamodb: {OldImage: {a: {S: [b]}}}}",
            "filter: {dynamodb: {NewImage: {a: {S: b}}}}",
            "filter: {dynamodb: {NewImage: {a: {T: [b]}}}}",
            "filter: {dynamodb: {NewImage: {a: {N: [{prefix: b}]}}}}",
            "filter: {dynamodb: {NewImage: {a: {S: [{numeric: ['>', 1]}]}}}}",
            "filter: {detail: {}}");

    private final JsonSchema schema;

    SchemaTest() throws IOException {
        JsonNode text = YAML.readTree(
                Files.readString(Path.of("src/main/resources/dev/afterimage/declared/projections.schema.json")));
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
    }

    @Test
    void the_examples_are_as_the_schema_and_the_reader_have_it() throws IOException {
        String example = Files.readString(Path.of("examples/orders/orders.yaml"));

        assertThat(validated(example)).isEmpty();
        assertThat(Definitions.all(example)).hasSize(4);

        String figures = Files.readString(Path.of("examples/orders/figures.yaml"));
        assertThat(validated(figures)).isEmpty();
        assertThat(Definitions.all(figures)).hasSize(3);
    }

    @Test
    void what_the_reader_takes_the_schema_takes() throws IOException {
        for (String line : List.of(
                "attributes: all",
                "attributes: []",
                "attributes: {a: \"{b}#{c}\", d: 5}",
                "key: {order_id: \"x#{order_id}\"}",
                "filter: {dynamodb: {Keys: {order_id: {S: [{prefix: O}]}}}}",
                "filter: {dynamodb: {NewImage: {$or: [{a: {N: [{numeric: ['>', 1]}, 7]}}, {b: {M: {c: {BOOL: [true]}}}}]}}}",
                "filter: {dynamodb: {NewImage: {a: {L: {S: [x]}}}}}")) {
            String text = GOOD + "    " + line + "\n";
            assertThat(Definitions.mistakes(text)).as(line).isEmpty();
            assertThat(validated(text)).as(line).isEmpty();
        }
    }

    @Test
    void what_knows_other_rows_is_taken_and_refused_by_both_alike() throws IOException {
        String group = GOOD.replace("copy", "group");
        String latest = GOOD.replace("copy", "latest");
        for (String text : List.of(
                group + "    min: {a: \"{b}\"}\n    members: others\n",
                group + "    last: {a: {of: \"{b}\", by: \"{c.d}\"}}\n    distinct: {e: \"{b}\"}\n",
                latest + "    by: \"{a}\"\n    members: others\n    attributes: [b]\n",
                GOOD.replace("copy", "unique") + "    attributes: []\n")) {
            assertThat(validated(text)).as(text).isEmpty();
            assertThat(Definitions.mistakes(text)).as(text).isEmpty();
        }
        for (String text : List.of(
                latest,
                latest + "    by: \"{a}{b}\"\n",
                latest + "    by: \"{a}\"\n    count: n\n",
                group + "    members: others\n",
                group + "    min: {a: b}\n",
                group + "    last: {a: \"{b}\"}\n",
                group + "    last: {a: {of: \"{b}\"}}\n",
                group + "    min: {a: \"{b}\"}\n    members: o\n",
                GOOD.replace("copy", "unique") + "    members: others\n")) {
            assertThat(validated(text)).as(text).isNotEmpty();
            assertThat(Definitions.mistakes(text)).as(text).isNotEmpty();
        }
    }

    @Test
    void what_the_schema_refuses_the_reader_refuses() throws IOException {
        for (String line : BAD_LINES) {
            String text = GOOD + "    " + line + "\n";
            assertThat(validated(text)).as(line).isNotEmpty();
            assertThat(Definitions.mistakes(text)).as(line).isNotEmpty();
        }
        for (String text : List.of(
                GOOD.replace("copy", "latest"),
                GOOD.replace("[order_id]", "[]"),
                GOOD.replace("string", "text"),
                GOOD.replace("order_view", "o"),
                GOOD.replace("copy", "index"),
                GOOD + "more: {}\n")) {
            assertThat(validated(text)).as(text).isNotEmpty();
            assertThat(Definitions.mistakes(text)).as(text).isNotEmpty();
        }
    }

    private Set<ValidationMessage> validated(String text) throws IOException {
        return schema.validate(YAML.readTree(text));
    }
}
