package dev.afterimage.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.afterimage.table.InvalidTableFileException;
import dev.afterimage.table.TableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The schema, the program and Terraform take the same files of tables, and refuse the same. */
@Tag("terraform")
class TableFilesIT {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern RUN = Pattern.compile("(?m)^  run \"(\\w+)\"\\.\\.\\. (pass|fail)$");
    private static final List<String> KINDS = List.of("good", "bad", "bad beyond the schema");

    private final JsonNode cases = cases();

    @Test
    void the_schema_takes_the_good_ones_and_refuses_the_bad_ones() throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Terraform.MODULES.resolve("tables.schema.json")));

        assertThat(names(text -> schema.validate(parsed(text)).isEmpty()))
                .isEqualTo(all("good", "bad beyond the schema"));
        assertThat(schema.validate(parsed(Files.readString(Terraform.MODULES.resolve("tables.yaml")))))
                .isEmpty();
    }

    @Test
    void the_program_takes_the_good_ones_and_refuses_the_bad_ones() {
        assertThat(names(TableFilesIT::isRead)).isEqualTo(all("good"));
    }

    @Test
    void terraform_takes_the_good_ones_and_refuses_the_bad_ones() {
        Workspace workspace = Workspace.create("table-files");
        Map<String, String> runs = new LinkedHashMap<>();
        StringBuilder test = new StringBuilder();
        for (String kind : KINDS) {
            for (Map.Entry<String, JsonNode> one : cases.get(kind).properties()) {
                String run = "case_" + runs.size();
                Path file =
                        workspace.write("cases/" + run + ".yaml", one.getValue().asText());
                runs.put(run, one.getKey());
                test.append(run(run, file, kind.equals("good")));
            }
        }
        workspace.write("modules/definition/cases.tftest.hcl", test.toString());

        Terraform terraform = new Terraform(workspace.path("modules/definition"), "");
        terraform.run("init").orFail();
        String output = terraform.run("test", "-filter=cases.tftest.hcl").output();

        Map<String, String> results = RUN.matcher(output)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
        assertThat(results.keySet()).isEqualTo(runs.keySet());
        assertThat(runs.keySet().stream()
                        .filter(run -> !"pass".equals(results.get(run)))
                        .map(runs::get))
                .as(output)
                .isEmpty();
    }

    private static String run(String name, Path file, boolean good) {
        return """
                run "%s" {
                  command = plan
                  variables {
                    files  = ["%s"]
                    config = { sources = [{ table = "places" }] }
                  }
                %s}
                """.formatted(name, file, good ? "" : "  expect_failures = [output.tables]\n");
    }

    private interface Judge {
        boolean takes(String text);
    }

    private Set<String> names(Judge judge) {
        Set<String> taken = new TreeSet<>();
        for (String kind : KINDS) {
            cases.get(kind).properties().stream()
                    .filter(one -> judge.takes(one.getValue().asText()))
                    .forEach(one -> taken.add(one.getKey()));
        }
        return taken;
    }

    private Set<String> all(String... kinds) {
        List<String> names = new ArrayList<>();
        for (String kind : kinds) {
            cases.get(kind).fieldNames().forEachRemaining(names::add);
        }
        return new TreeSet<>(names);
    }

    private static boolean isRead(String text) {
        try {
            TableFile.read("case.yaml", text);
            return true;
        } catch (InvalidTableFileException refused) {
            return false;
        }
    }

    private static JsonNode parsed(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (IOException broken) {
            throw new IllegalArgumentException(yaml, broken);
        }
    }

    private static JsonNode cases() {
        try (InputStream file = TableFilesIT.class.getResourceAsStream("table-files.yaml")) {
            return YAML.readTree(file);
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
