package dev.afterimage.declared;

import dev.afterimage.declared.Reference.Origin;
import dev.afterimage.yaml.Section;
import dev.afterimage.yaml.Value;
import java.util.Optional;

/** Reads templates of one definition, and refuses those that name what its shape cannot know. */
record TemplateReader(Kind kind) {
    private static final Value<String> TEMPLATE =
            Value.text("a text in quotes, such as \"{customer_id}#{status}\"", "(?s).+");
    private static final Value<String> SINGLE =
            Value.text("an attribute in quotes and braces, such as \"{tags}\"", "(?s).+");

    Optional<Template> read(Section section, String key) {
        return parse(section, key, section.value(key, TEMPLATE));
    }

    /** One attribute of the item alone, which must be there. */
    Optional<Reference> attribute(Section section, String key) {
        Optional<Template> template = parse(section, key, section.required(key, SINGLE));
        Optional<Reference> single =
                template.flatMap(Template::single).filter(reference -> reference.origin() == Origin.ITEM);
        if (template.isPresent() && single.isEmpty()) {
            section.problem(key, "is more than one attribute of the item: write " + SINGLE.allowed());
        }
        return single;
    }

    private Optional<Template> parse(Section section, String key, Optional<String> text) {
        try {
            Optional<Template> template = text.map(TemplateText::parse);
            template.stream().flatMap(Template::references).forEach(this::requireSeen);
            return template;
        } catch (IllegalArgumentException mistaken) {
            section.problem(key, String.valueOf(mistaken.getMessage()));
            return Optional.empty();
        }
    }

    private void requireSeen(Reference reference) {
        if (!kind.sees(reference.origin())) {
            throw new IllegalArgumentException("has {" + reference + "}, which "
                    + (reference.origin() == Origin.VALUE
                            ? "only an index knows"
                            : "only a history knows: a " + kind.word()
                                    + " is made of what items are, not of how they came to be so"));
        }
    }
}
