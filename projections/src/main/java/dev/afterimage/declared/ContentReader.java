package dev.afterimage.declared;

import dev.afterimage.declared.RowTemplate.Content;
import dev.afterimage.yaml.Node;
import dev.afterimage.yaml.Place;
import dev.afterimage.yaml.Section;
import dev.afterimage.yaml.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what rows hold beside their keys: all, a list of names, or names with templates. */
record ContentReader(Kind kind, Set<String> rowKey) {
    static final Value<String> ATTRIBUTE = Value.text("the name of an attribute", "(?s).{1,255}");

    private static final String KEY = "attributes";
    private static final Value<Content> ALL = Value.word(Map.of("all", Content.Everything.EVERYTHING));
    private static final String ALLOWED = "all, a list of names, or names with what they are made of";

    Content read(Section definition) {
        return definition
                .written(KEY)
                .map(node -> switch (node) {
                    case Node.Mapping _ -> definition.section(KEY, this::made);
                    case Node.Sequence _ -> listed(definition);
                    case Node.Scalar(String text, Place _) when !text.equals("all") -> mistaken(definition, node);
                    case Node.Scalar _ -> definition.value(KEY, ALL).orElse(Content.Everything.EVERYTHING);
                    case Node.Nothing _ -> Content.Everything.EVERYTHING;
                })
                .orElse(Content.Everything.EVERYTHING);
    }

    private static Content mistaken(Section definition, Node node) {
        definition.problem(KEY, "is " + node.kind() + ": write " + ALLOWED);
        return Content.Everything.EVERYTHING;
    }

    private Content listed(Section definition) {
        Map<String, Template> made = new LinkedHashMap<>();
        for (String name : definition.values(KEY, ATTRIBUTE).orElse(List.of())) {
            if (!rowKey.contains(name)) {
                made.put(name, Template.attribute(name));
            }
        }
        return new Content.Made(made);
    }

    private Content made(Section section) {
        Map<String, Template> made = new LinkedHashMap<>();
        for (String name : section.keys()) {
            if (rowKey.contains(name)) {
                section.refuse(name, "is part of the row's key: write it under key");
            } else {
                new TemplateReader(kind).read(section, name).ifPresent(template -> made.put(name, template));
            }
        }
        return new Content.Made(made);
    }
}
