package dev.afterimage.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The keys of one section, from the file and the environment, which goes first. Whoever reads it asks for each key that
 * there is; {@link #end} then reports the keys that nobody asked for. So the reader is the only list of keys.
 */
public final class Section {
    private final String path;
    private final Place place;
    private final boolean readable;
    private final Map<String, Node.Entry> entries = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<String> refused = new LinkedHashSet<>();
    private final Overrides overrides;
    private final Problems problems;

    /** The section of this path; it is empty where the node is {@link Node.Nothing nothing}. */
    public Section(String path, Node node, Overrides overrides, Problems problems) {
        this.path = path;
        this.place = node.place();
        this.readable = node instanceof Node.Mapping || node instanceof Node.Nothing;
        this.overrides = overrides;
        this.problems = problems;
        switch (node) {
            case Node.Mapping mapping -> mapping.entries().forEach(this::enter);
            case Node.Nothing _ -> {}
            case Node.Scalar _, Node.Sequence _ ->
                problems.add(place, path, "is " + node.kind() + ": write a section of keys");
        }
    }

    private void enter(Node.Entry entry) {
        Node.Entry earlier = entries.putIfAbsent(entry.key(), entry);
        if (earlier != null) {
            problems.add(entry.place(), pathOf(entry.key()), "is there twice: first at " + earlier.place());
        }
    }

    public <T> Optional<T> value(String key, Value<T> value) {
        Optional<Node> written = node(key);
        Optional<Node> override = overrides.of(pathOf(key)).map(node -> node);
        return override.or(() -> written).flatMap(node -> parse(node, pathOf(key), value));
    }

    /** A value that must be there. */
    public <T> Optional<T> required(String key, Value<T> value) {
        int before = problems.count();
        Optional<T> result = value(key, value);
        if (result.isEmpty() && problems.count() == before && readable) {
            problems.add(place, pathOf(key), "is missing: write " + value.allowed());
        }
        return result;
    }

    /** A list of single values; in the environment they have commas in between. */
    public <T> Optional<List<T>> values(String key, Value<T> value) {
        Optional<List<Node>> written = list(key, "a list, each " + value.allowed());
        Optional<List<Node>> override = overrides.of(pathOf(key)).map(Section::split);
        return override.or(() -> written).map(nodes -> elements(nodes, key, (node, at) -> parse(node, at, value)));
    }

    public <T> T section(String key, Function<Section, T> reader) {
        Node node = node(key).orElseGet(() -> new Node.Nothing(place));
        return read(node, pathOf(key), reader);
    }

    /** A list of sections; the environment may add to it. */
    public <T> List<T> sections(String key, Function<Section, Optional<T>> reader) {
        List<Node> nodes = new ArrayList<>(list(key, "a list of sections").orElse(List.of()));
        while (overrides.within(pathOf(key) + "[" + nodes.size() + "]")) {
            nodes.add(new Node.Nothing(overrides.placeWithin(pathOf(key) + "[" + nodes.size() + "]")));
        }
        return elements(nodes, key, (node, at) -> read(node, at, reader));
    }

    /** Sections under names that the writer chose, in the order of the file. */
    public <K, T> Map<K, T> named(String key, Value<K> name, BiFunction<K, Section, Optional<T>> reader) {
        return section(
                key,
                section ->
                        section.each(name, (text, known) -> section.section(text, part -> reader.apply(known, part))));
    }

    /** Single values under names that the writer chose, in the order of the file. */
    public <K, T> Map<K, T> pairs(String key, Value<K> name, Value<T> value) {
        return section(key, section -> section.each(name, (text, _) -> section.required(text, value)));
    }

    private <K, T> Map<K, T> each(Value<K> name, BiFunction<String, K, Optional<T>> reader) {
        Map<K, T> read = new LinkedHashMap<>();
        for (String text : entries.keySet()) {
            Optional<K> known = name.parse().apply(text);
            if (known.isPresent()) {
                reader.apply(text, known.get()).ifPresent(value -> read.put(known.get(), value));
            } else {
                asked.add(text);
                problem(text, "is no name for it: write " + name.allowed());
            }
        }
        return read;
    }

    /** The keys that are written, in the order of the file. */
    public Set<String> keys() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /** What is written under a key, for whoever reads it on by itself. */
    public Optional<Node> written(String key) {
        return node(key);
    }

    /** Notes that a key must not be written here, for a reason of its own. */
    public void refuse(String key, String reason) {
        refused.add(key);
        problem(key, reason);
    }

    /** Notes a mistake in what is written somewhere below this section. */
    public void problem(Place at, String below, String detail) {
        problems.add(at, pathOf(below), detail);
    }

    /** Whether a key is written, with a value or without. */
    public boolean has(String key) {
        asked.add(key);
        return entries.containsKey(key);
    }

    /** Where a key's value is written; the section's own place where it is not there. */
    public Place placeOf(String key) {
        return overrides
                .peek(pathOf(key))
                .map(Node.Scalar::place)
                .or(() -> Optional.ofNullable(entries.get(key))
                        .map(entry -> entry.value().place()))
                .orElse(place);
    }

    /** How many problems there are so far, here and elsewhere. */
    public int problemCount() {
        return problems.count();
    }

    /** Notes a mistake in a key, or in the section as a whole where the key is empty. */
    public void problem(String key, String detail) {
        problems.add(placeOf(key), pathOf(key), detail);
    }

    private <T> T read(Node node, String sectionPath, Function<Section, T> reader) {
        Section section = new Section(sectionPath, node, overrides, problems);
        T result = reader.apply(section);
        section.end();
        return result;
    }

    /** Reports the keys that nobody asked for. */
    public void end() {
        entries.values().stream()
                .filter(entry -> !asked.contains(entry.key()) && !refused.contains(entry.key()))
                .forEach(entry -> problems.add(
                        entry.place(),
                        pathOf(entry.key()),
                        "is no key" + Spelling.suggestion(entry.key(), asked) + " (allowed here: "
                                + String.join(", ", asked) + ")"));
    }

    private interface Element<T> {
        Optional<T> read(Node node, String path);
    }

    private <T> List<T> elements(List<Node> nodes, String key, Element<T> element) {
        List<T> result = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            element.read(nodes.get(i), pathOf(key) + "[" + i + "]").ifPresent(result::add);
        }
        return result;
    }

    private Optional<Node> node(String key) {
        asked.add(key);
        return Optional.ofNullable(entries.get(key)).map(Node.Entry::value);
    }

    private Optional<List<Node>> list(String key, String allowed) {
        return node(key).flatMap(node -> switch (node) {
            case Node.Sequence sequence -> Optional.of(sequence.elements());
            case Node.Nothing _ -> Optional.empty();
            case Node.Scalar _, Node.Mapping _ -> mistake(node, pathOf(key), allowed);
        });
    }

    private <T> Optional<T> parse(Node node, String at, Value<T> value) {
        return switch (node) {
            case Node.Scalar scalar -> value.parse().apply(scalar.text()).or(() -> mistake(node, at, value.allowed()));
            case Node.Nothing _ -> Optional.empty();
            case Node.Mapping _, Node.Sequence _ -> mistake(node, at, value.allowed());
        };
    }

    private <T> Optional<T> mistake(Node node, String at, String allowed) {
        problems.add(node.place(), at, "is " + node.kind() + ": write " + allowed);
        return Optional.empty();
    }

    private static List<Node> split(Node.Scalar scalar) {
        return Arrays.stream(scalar.text().split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> (Node) new Node.Scalar(text, scalar.place()))
                .toList();
    }

    private String pathOf(String key) {
        return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
    }
}
