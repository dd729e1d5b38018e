package dev.afterimage.declared;

import dev.afterimage.yaml.Section;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads what a group counts and adds up. */
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
        return definition.section("sums", section -> {
            Map<String, Reference> sums = new LinkedHashMap<>();
            for (String name : section.keys()) {
                new TemplateReader(Kind.GROUP)
                        .attribute(section, name)
                        .ifPresent(attribute -> sums.put(name, attribute));
                if (!names.add(name)) {
                    section.problem(name, "is the name of another attribute of the row, too");
                }
            }
            return sums;
        });
    }
}
