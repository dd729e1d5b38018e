package dev.afterimage.yaml;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings that the environment holds. A key's variable is its path in capitals with {@code _} between the steps:
 * {@code sources[0].table} is {@code AFTERIMAGE_SOURCES_0_TABLE}. Remembers what was asked for, so that what names no
 * key is told.
 */
public final class Overrides {
    /** The beginning of every variable that is a setting. */
    public static final String PREFIX = "AFTERIMAGE_";

    /** They steer the launcher and the command line. */
    private static final Set<String> NO_SETTINGS = Set.of("AFTERIMAGE_CONFIG", "AFTERIMAGE_JAVA_OPTS");

    private final SortedMap<String, String> variables = new TreeMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    public Overrides(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !NO_SETTINGS.contains(name)) {
                variables.put(name, value);
            }
        });
    }

    /** Where what is written in the file holds. */
    public static Overrides none() {
        return new Overrides(Map.of());
    }

    public static String variable(String path) {
        return PREFIX + path.replace("]", "").replaceAll("[.\\[]", "_").toUpperCase(Locale.ROOT);
    }

    /** The setting of a key. */
    Optional<Node.Scalar> of(String path) {
        asked.add(path);
        return peek(path);
    }

    /** The same without taking the path for that of a key. */
    Optional<Node.Scalar> peek(String path) {
        String variable = variable(path);
        return Optional.ofNullable(variables.get(variable))
                .map(text -> new Node.Scalar(text, new Place.InEnvironment(variable)));
    }

    /** Whether there are settings of this section. */
    boolean within(String path) {
        String first = variable(path) + "_";
        return variables.keySet().stream().anyMatch(variable -> variable.startsWith(first));
    }

    Place placeWithin(String path) {
        return new Place.InEnvironment(variable(path) + "_…");
    }

    /** The paths of all keys that were asked for. */
    public Set<String> asked() {
        return asked;
    }

    public void reportUnknown(Problems problems) {
        Set<String> known = asked.stream().map(Overrides::variable).collect(Collectors.toSet());
        for (String variable : variables.keySet()) {
            if (!known.contains(variable)) {
                problems.add(
                        new Place.InEnvironment(variable),
                        "",
                        "names no key" + Spelling.suggestion(variable, known)
                                + " (the elements of a list count from 0, without gaps)");
            }
        }
    }
}
