package dev.afterimage.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.projection.Projection;
import dev.afterimage.todo.TodoProjections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
    private static final List<Projection> BUILT_IN = TodoProjections.all();

    @TempDir
    private Path work;

    private Path folder = Path.of("");

    @BeforeEach
    void empty_folder() throws IOException {
        folder = Files.createDirectory(work.resolve("plugins"));
    }

    private JarBuilder jar(String name) {
        return new JarBuilder(work.resolve(name));
    }

    private Path in(String name) {
        return folder.resolve(name);
    }

    @Test
    void finds_the_projections_of_every_jar() {
        jar("a").projection("shop.Totals", "totals")
                .projection("shop.Counts", "counts")
                .services("shop.Totals", "# a comment", "shop.Counts")
                .build(in("a.jar"));
        jar("b").projection("shop.Totals", "others").services("shop.Totals").build(in("b.jar"));

        try (Plugins plugins = Plugins.open(folder, BUILT_IN)) {
            assertThat(plugins.projections())
                    .extracting(projection -> projection.name().value())
                    .containsExactly("totals", "counts", "others");
            assertThat(plugins.projections())
                    .extracting(projection -> projection.getClass().getClassLoader())
                    .doesNotContain(PluginsTest.class.getClassLoader())
                    .satisfies(loaders ->
                            assertThat(loaders.get(0)).isSameAs(loaders.get(1)).isNotSameAs(loaders.get(2)));
        }
    }

    @Test
    void an_empty_folder_holds_no_projections() throws IOException {
        Files.writeString(in("notes.txt"), "no jar");

        try (Plugins plugins = Plugins.open(folder, BUILT_IN)) {
            assertThat(plugins.projections()).isEmpty();
        }
    }

    @Test
    void a_folder_that_is_not_there_is_named() {
        assertThatThrownBy(() -> Plugins.open(in("none"), BUILT_IN))
                .isInstanceOf(UnusablePluginsException.class)
                .hasMessage("there is no folder " + in("none").toAbsolutePath());
    }

    @Test
    void a_jar_that_names_no_projection_is_told() throws IOException {
        jar("a").projection("shop.Totals", "totals").build(in("a.jar"));
        jar("b").services("# none yet").build(in("b.jar"));
        Files.writeString(in("c.jar"), "no jar");

        assertThat(problems())
                .satisfiesExactly(
                        a -> assertThat(a)
                                .isEqualTo("plugin a.jar has no file"
                                        + " META-INF/services/dev.afterimage.projection.Projection: put one in that names its"
                                        + " projections, a class a line"),
                        b -> assertThat(b).startsWith("plugin b.jar names no projection in META-INF/services/"),
                        c -> assertThat(c).startsWith("plugin c.jar is no jar that can be read: "));
    }

    @Test
    void a_class_that_is_not_there_or_no_projection_is_named() {
        jar("a").projection("shop.Totals", "totals")
                .source("shop.Other", "package shop; public class Other {}")
                .services("shop.Missing", "shop.Other", "shop.Totals")
                .build(in("a.jar"));

        assertThat(problems())
                .containsExactly(
                        "plugin a.jar names the class shop.Missing, which it does not hold: is the name right, and the"
                                + " class part of the jar?",
                        "plugin a.jar names the class shop.Other, which is no dev.afterimage.projection.Projection");
    }

    @Test
    void a_projection_that_fails_while_it_is_made_is_told_with_its_reason() {
        jar("a").projection("shop.Totals", "totals")
                .source(
                        "shop.Fails",
                        failing("public Fails() { throw new IllegalStateException(\"no rates\"); }", "Fails"))
                .source("shop.Static", failing("static final int SIZE = Integer.parseInt(\"many\");", "Static"))
                .source("shop.Hidden", failing("private Hidden() {}", "Hidden"))
                .services("shop.Fails", "shop.Static", "shop.Hidden")
                .build(in("a.jar"));

        assertThat(problems())
                .satisfiesExactly(
                        fails -> assertThat(fails)
                                .startsWith("plugin a.jar holds a projection that cannot be made: Provider shop.Fails")
                                .endsWith(": java.lang.IllegalStateException: no rates"),
                        initializer -> assertThat(initializer)
                                .contains("shop.Static")
                                .endsWith("java.lang.NumberFormatException: For input string: \"many\""),
                        hidden -> assertThat(hidden).contains("shop.Hidden"));
    }

    @Test
    void a_projection_without_a_name_is_told() {
        jar("a").projection("shop.Totals", "totals")
                .source(
                        "shop.Nameless",
                        "package shop; public class Nameless extends Totals { @Override public"
                                + " dev.afterimage.projection.ProjectionName name() { return null; } }")
                .source(
                        "shop.Blank",
                        "package shop; public class Blank extends Totals { @Override public"
                                + " dev.afterimage.projection.ProjectionName name() { return new"
                                + " dev.afterimage.projection.ProjectionName(\"\"); } }")
                .services("shop.Nameless", "shop.Blank")
                .build(in("a.jar"));

        assertThat(problems())
                .containsExactly(
                        "plugin a.jar holds shop.Nameless, which has no name, no sources or no tables: null is none",
                        "plugin a.jar holds a projection that fails when it is asked for its name, sources and tables:"
                                + " java.lang.IllegalArgumentException: a projection needs a name");
    }

    @Test
    void a_jar_for_a_newer_java_is_told_with_what_to_do() {
        int running = Runtime.version().feature();
        jar("a").projection("shop.Totals", "totals").services("shop.Totals").build(in("a.jar"), running + 1);

        assertThat(problems())
                .containsExactly("plugin a.jar is built for Java " + (running + 1) + " (shop.Totals), and this is Java "
                        + running + ": build it with --release " + running);
    }

    @Test
    void two_projections_of_one_name_are_told() {
        jar("a").projection("shop.Totals", "totals").services("shop.Totals").build(in("a.jar"));
        jar("b").projection("other.Totals", "totals")
                .projection("other.Lists", "list_summary")
                .services("other.Totals", "other.Lists")
                .build(in("b.jar"));

        assertThat(problems())
                .containsExactly(
                        "two projections have the name totals: one of plugin a.jar, one of plugin b.jar; rename one, or take"
                                + " one jar away",
                        "two projections have the name list_summary: one of the program itself, one of plugin b.jar; rename"
                                + " one, or take one jar away");
    }

    @Test
    void a_plugin_may_hold_several_versions_of_a_projection() {
        jar("a").projection("shop.Totals", "totals")
                .source("shop.NewTotals", failing("@Override public int version() { return 2; }", "NewTotals"))
                .services("shop.Totals", "shop.NewTotals")
                .build(in("a.jar"));

        try (Plugins plugins = Plugins.open(folder, BUILT_IN)) {
            assertThat(plugins.projections())
                    .extracting(projection -> projection.versionName().value())
                    .containsExactly("totals", "totals_v2");
        }
    }

    @Test
    void one_version_in_two_jars_is_told() {
        for (String name : List.of("a", "b")) {
            jar(name)
                    .projection("shop.Totals", "totals")
                    .source("shop.NewTotals", failing("@Override public int version() { return 2; }", "NewTotals"))
                    .services("shop.NewTotals")
                    .build(in(name + ".jar"));
        }

        assertThat(problems())
                .containsExactly(
                        "two projections have the name totals_v2: one of plugin a.jar, one of plugin b.jar; rename"
                                + " one, or take one jar away");
    }

    @Test
    void a_plugin_sees_its_own_libraries_and_not_those_of_the_program() {
        String uses = "static final Object MAPPER = com.fasterxml.jackson.databind.ObjectMapper.class.getSimpleName();";
        jar("a").projection("shop.Totals", "totals")
                .source("shop.Uses", failing(uses, "Uses"))
                .source("com.fasterxml.jackson.databind.ObjectMapper", """
                        package com.fasterxml.jackson.databind;

                        public class ObjectMapper {}
                        """)
                .services("shop.Uses")
                .build(in("a.jar"));
        try (Plugins plugins = Plugins.open(folder, BUILT_IN)) {
            assertThat(plugins.projections()).hasSize(1);
        }

        jar("b").projection("shop.Totals", "totals")
                .source("shop.Uses", failing(uses, "Uses"))
                .services("shop.Uses")
                .build(in("a.jar"));
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(
                        "plugin a.jar needs the class com.fasterxml.jackson.databind.ObjectMapper, which it does not"
                                + " hold: a plugin sees");
    }

    /** A projection with one member more. */
    private static String failing(String member, String name) {
        return "package shop; public class " + name + " extends Totals { " + member + " }";
    }

    private List<String> problems() {
        try (Plugins plugins = Plugins.open(folder, BUILT_IN)) {
            throw new AssertionError("they can be used: " + plugins.projections());
        } catch (UnusablePluginsException unusable) {
            return unusable.problems();
        }
    }
}
