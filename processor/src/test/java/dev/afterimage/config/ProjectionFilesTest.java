package dev.afterimage.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectionFilesTest {
    private static final ProjectionName BUILT_IN = new ProjectionName("list_summary");
    private static final String SOURCES = "sources: [{table: orders}]\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void definitions() throws IOException {
        Files.createDirectory(folder.resolve("more"));
        write("one.yaml", "one_copy");
        write("more/b.yml", "copy_b");
        write("more/a.yaml", "copy_a");
        Files.writeString(folder.resolve("more/README.md"), "no definition");
    }

    @Test
    void files_and_folders_go_on_from_the_folder_of_the_configuration() throws IOException {
        Config config = valid(SOURCES + "projection_files: [one.yaml, more]");

        assertThat(config.declared())
                .extracting(Projection::name)
                .extracting(ProjectionName::value)
                .containsExactly("one_copy", "copy_a", "copy_b");
    }

    @Test
    void with_files_only_the_built_in_projections_that_are_named_are_kept() throws IOException {
        assertThat(valid(SOURCES).projections()).containsExactly(BUILT_IN);
        assertThat(valid(SOURCES + "projection_files: [one.yaml]").projections())
                .isEmpty();
        assertThat(valid(SOURCES + "projection_files: [one.yaml]\nprojections: [list_summary]")
                        .projections())
                .containsExactly(BUILT_IN);
    }

    @Test
    void mistakes_of_all_files_are_told_with_those_of_the_configuration() throws IOException {
        write("more/c.yaml", "one_copy");
        write("more/d.yaml", "list_summary");
        Files.createDirectory(folder.resolve("empty"));

        assertThat(mistakes(SOURCES + "projection_files: [one.yaml, more, none.yaml, empty]\nwrker: {}"))
                .satisfiesExactly(
                        mistake -> assertThat(mistake)
                                .endsWith("c.yaml:3:5: projections.one_copy has the name of another projection, one of "
                                        + folder.resolve("one.yaml")),
                        mistake -> assertThat(mistake)
                                .contains("c.yaml:5:12: projections.one_copy.table is one_copy, the table"),
                        mistake -> assertThat(mistake).contains("d.yaml:3:5: projections.list_summary has the name"),
                        mistake -> assertThat(mistake).contains("d.yaml:5:12: projections.list_summary.table is"),
                        mistake ->
                                assertThat(mistake).contains("none.yaml:1:1: the file of projections cannot be read"),
                        mistake -> assertThat(mistake).contains("empty:1:1: the folder holds no file"),
                        mistake -> assertThat(mistake).contains("wrker is no key; did you mean worker?"));
    }

    @Test
    void a_derived_table_is_no_table_that_is_followed_or_that_the_worker_keeps_for_itself() throws IOException {
        write("self.yaml", "orders");
        write("audit.yaml", "afterimage_audit");

        assertThat(mistakes(SOURCES + "projection_files: [self.yaml, audit.yaml]"))
                .satisfiesExactly(
                        mistake -> assertThat(mistake)
                                .contains(
                                        "projection_files has projection orders, whose table would be orders, which is"
                                                + " followed: it would feed itself"),
                        mistake -> assertThat(mistake)
                                .contains("whose table would be afterimage_audit, which the worker keeps for itself"));
        assertThat(valid(SOURCES + "projection_files: [self.yaml, audit.yaml]\ntables: {derived_prefix: view_}")
                        .declared())
                .hasSize(2);
    }

    private void write(String file, String name) throws IOException {
        Files.writeString(folder.resolve(file), """
                projections:
                  %s:
                    source: {table: orders, key: [order_id]}
                    shape: copy
                    table: {partition: {order_id: string}}
                """.formatted(name));
    }

    private Config valid(String yaml) throws IOException {
        Loaded loaded = load(yaml);
        assertThat(loaded).isInstanceOf(Loaded.Valid.class);
        return ((Loaded.Valid) loaded).config();
    }

    private List<String> mistakes(String yaml) throws IOException {
        Loaded loaded = load(yaml);
        assertThat(loaded).isInstanceOf(Loaded.Invalid.class);
        return ((Loaded.Invalid) loaded)
                .problems().stream().map(Problem::toString).toList();
    }

    private Loaded load(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("afterimage.yaml"), yaml);
        return new ConfigLoader(Set.of(BUILT_IN), List.of(BUILT_IN), Map.of()).load(file);
    }
}
