package dev.afterimage.declared;

import java.util.ArrayList;
import java.util.List;

/** Reads a template as it is written; {@code {{} and {@code }}} stand for braces themselves. For one text. */
final class TemplateText {
    private final String text;
    private final List<Template.Part> parts = new ArrayList<>();
    private final StringBuilder plain = new StringBuilder();
    private int at;

    private TemplateText(String text) {
        this.text = text;
    }

    /** What a text means; an {@link IllegalArgumentException} says why where it means nothing. */
    static Template parse(String text) {
        return new TemplateText(text).template();
    }

    private Template template() {
        while (at < text.length()) {
            char next = text.charAt(at);
            if (text.startsWith("{{", at) || text.startsWith("}}", at)) {
                plain.append(next);
                at += 2;
            } else if (next == '{') {
                reference();
            } else if (next == '}') {
                throw new IllegalArgumentException("has a } without a {: write }} for a brace itself");
            } else {
                plain.append(next);
                at++;
            }
        }
        endPlain();
        return new Template(parts);
    }

    private void reference() {
        int end = text.indexOf('}', at);
        if (end < 0) {
            throw new IllegalArgumentException("has a { without a }: write {{ for a brace itself");
        }
        endPlain();
        parts.add(new Template.Part.Attribute(Reference.parse(text.substring(at + 1, end))));
        at = end + 1;
    }

    private void endPlain() {
        if (!plain.isEmpty()) {
            parts.add(new Template.Part.Text(plain.toString()));
            plain.setLength(0);
        }
    }
}
