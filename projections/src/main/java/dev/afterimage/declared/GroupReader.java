package dev.afterimage.declared;

import dev.afterimage.yaml.Section;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads which figures a group has. */
final class GroupReader {
    private static final String COUNT = "count";

    private final Section definition;
    private final Set<String> names;

    GroupReader(Section definition, Set<String> rowKey) {
        this.definition = definition;
        this.names = new HashSet<>(rowKey);
    }

    /** The attribute that counts the items of a row. */
    String count() {
        String count = definition.value(COUNT, ContentReader.ATTRIBUTE).orElse(COUNT);
        if (!names.add(count)) {
            definition.problem(COUNT, "is called " + count + ", as an attribute of the row's key is");
        }
        return count;
    }

    /** For an attribute of a row, the attribute of items that it adds up; read after the count. */
    Map<String, Reference> sums() {
        return attributes("sums");
    }

    /** Which attributes of a row show an extreme, and of what; read after the sums. */
    Map<String, Reference> extremes(String key) {
        return attributes(key);
    }

    /** Which attributes of a row show the last item's value; read after the extremes. */
    Map<String, Last> lasts() {
        return definition.named("last", ContentReader.ATTRIBUTE, (name, section) -> {
            Optional<Reference> of = attribute(section, "of");
            Optional<Reference> by = attribute(section, "by");
            claim(section, "", name);
            return of.flatMap(value -> by.map(order -> new Last(value, order)));
        });
    }

    /** Which attributes of a row count values, and of what; read last. */
    Map<String, Reference> distinct() {
        return attributes("distinct");
    }

    /** The value of one attribute, of the item that has the greatest value of another. */
    record Last(Reference of, Reference by) {}

    private Map<String, Reference> attributes(String key) {
        return definition.section(key, section -> {
            Map<String, Reference> read = new LinkedHashMap<>();
            for (String name : section.keys()) {
                attribute(section, name).ifPresent(attribute -> read.put(name, attribute));
                claim(section, name, name);
            }
            return read;
        });
    }

    private static Optional<Reference> attribute(Section section, String key) {
        return new TemplateReader(Kind.GROUP).attribute(section, key);
    }

    private void claim(Section section, String key, String name) {
        if (!names.add(name)) {
            section.problem(key, "is the name of another attribute of the row, too");
        }
    }
}
