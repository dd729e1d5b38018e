package dev.afterimage.declared;

import dev.afterimage.declared.Reference.Origin;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.yaml.Section;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads how the keys of rows are made. Where rows belong to one item each, the key must hold all that tells one from
 * another: the item's own key, and what else there may be several of.
 */
final class KeyReader {
    private final Kind kind;
    private final DerivedTable table;
    private final Set<Reference> telling;

    /**
     * A reader.
     *
     * @param itemKey the attributes of the key of the table that is followed
     */
    KeyReader(Kind kind, DerivedTable table, Set<String> itemKey) {
        this.kind = kind;
        this.table = table;
        this.telling = telling(kind, itemKey);
    }

    private static Set<Reference> telling(Kind kind, Set<String> itemKey) {
        Set<Reference> telling = new LinkedHashSet<>();
        if (!kind.sharesRows()) {
            itemKey.stream().sorted().map(Reference::attribute).forEach(telling::add);
        }
        switch (kind) {
            case INDEX -> telling.add(new Reference(Origin.VALUE, List.of()));
            case HISTORY -> telling.add(new Reference(Origin.SEQUENCE, List.of()));
            case COPY, GROUP, LATEST, UNIQUE -> {}
        }
        return telling;
    }

    /** The key as the definition has it under {@code key}; an attribute that is not there is the item's of that name. */
    KeyTemplate read(Section definition) {
        int before = definition.problemCount();
        List<KeyTemplate.Part> parts = definition.section("key", this::parts);
        if (definition.problemCount() == before) {
            requireTelling(definition, parts);
        }
        return new KeyTemplate(table, parts);
    }

    private List<KeyTemplate.Part> parts(Section section) {
        List<KeyTemplate.Part> parts = new ArrayList<>();
        table.definition().key().attributes().forEach(attribute -> parts.add(part(section, attribute)));
        return parts;
    }

    private KeyTemplate.Part part(Section section, KeyAttribute attribute) {
        Optional<Template> written = new TemplateReader(kind).read(section, attribute.name());
        Template template = written.orElseGet(() -> Template.attribute(attribute.name()));
        boolean tells = template.references().anyMatch(telling::contains);
        if (tells && !template.separates()) {
            section.problem(
                    attribute.name(),
                    "has two attributes side by side, so that two items could have one key: write a text in between,"
                            + " such as #");
        }
        return new KeyTemplate.Part(attribute, template, tells);
    }

    private void requireTelling(Section definition, List<KeyTemplate.Part> parts) {
        List<String> missing = telling.stream()
                .filter(reference -> parts.stream()
                        .noneMatch(part -> part.template().references().anyMatch(reference::equals)))
                .map(reference -> "{" + reference + "}")
                .toList();
        if (!missing.isEmpty()) {
            definition.problem(
                    "key",
                    "does not tell every row from the others: "
                            + (missing.size() == 1 ? missing.getFirst() + " must be part" : missing + " must be parts")
                            + " of it");
        }
    }
}
