package dev.afterimage.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.yaml.Node;
import dev.afterimage.yaml.Place;
import dev.afterimage.yaml.Section;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a filter: a pattern as Lambda's event filters have them, and {@code changed}. Types of values need no care: what
 * stands under {@code N} is a number, quoted or not.
 */
final class FilterReader {
    private static final String FILTER = "filter";
    private static final String OR = "$or";

    private final Section definition;
    private final Kind kind;
    private final ConditionReader conditions;
    private final Set<String> attributes = new TreeSet<>();
    private final Set<String> changed = new LinkedHashSet<>();

    /** Reads what stands under one key; answers empty where it must not be there. */
    private interface Below {
        Optional<? extends JsonNode> read(Node.Entry entry, String path);
    }

    FilterReader(Section definition, Kind kind) {
        this.definition = definition;
        this.kind = kind;
        this.conditions = new ConditionReader(definition);
    }

    Filter.OfItems ofItems() {
        return new Filter.OfItems(pattern());
    }

    Filter.OfChanges ofChanges() {
        Optional<EventPattern> pattern = pattern();
        return new Filter.OfChanges(pattern, changed);
    }

    private Optional<EventPattern> pattern() {
        Optional<Node> written = definition.written(FILTER).filter(node -> !(node instanceof Node.Nothing));
        if (written.isEmpty()) {
            return Optional.empty();
        }
        int before = definition.problemCount();
        ObjectNode pattern = mapping(written.get(), FILTER, this::event);
        if (definition.problemCount() > before || pattern.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> mistake = EventPattern.mistake(pattern);
        mistake.ifPresent(reason -> definition.problem(written.get().place(), FILTER, "is no pattern: " + reason));
        return mistake.isPresent() ? Optional.empty() : Optional.of(EventPattern.of(pattern, attributes));
    }

    private ObjectNode mapping(Node node, String path, Below below) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        if (!(node instanceof Node.Mapping mapping)) {
            problem(node, path, "is " + node.kind() + ": write a section of keys");
            return result;
        }
        for (Node.Entry entry : mapping.entries()) {
            String at = path + "." + entry.key();
            if (entry.key().equals(OR)) {
                result.set(OR, alternatives(entry.value(), at, below));
            } else {
                below.read(entry, at).ifPresent(value -> result.set(entry.key(), value));
            }
        }
        return result;
    }

    private ArrayNode alternatives(Node node, String path, Below below) {
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        if (node instanceof Node.Sequence sequence) {
            sequence.elements().forEach(element -> result.add(mapping(element, path, below)));
        } else {
            problem(node, path, "is " + node.kind() + ": write a list of sections");
        }
        return result;
    }

    private Optional<? extends JsonNode> event(Node.Entry entry, String path) {
        return switch (entry.key()) {
            case "dynamodb" -> Optional.of(mapping(entry.value(), path, this::image));
            case "eventName" ->
                ofChange(entry, path)
                        ? Optional.of(conditions.read(entry.value(), path, Literal.TEXT))
                        : Optional.empty();
            case "userIdentity" ->
                ofChange(entry, path) ? Optional.of(mapping(entry.value(), path, this::identity)) : Optional.empty();
            case "changed" -> {
                if (ofChange(entry, path)) {
                    names(entry.value(), path);
                }
                yield Optional.empty();
            }
            default ->
                unknown(entry, path, "dynamodb" + (kind.isOfChanges() ? ", eventName, userIdentity, changed" : ""));
        };
    }

    private boolean ofChange(Node.Entry entry, String path) {
        if (!kind.isOfChanges()) {
            problem(
                    entry.value(),
                    path,
                    "looks at what happened: only a history is made of that. A " + kind.word()
                            + " is made of what items are, and an item that no longer passes the filter leaves it;"
                            + " write dynamodb.NewImage or dynamodb.Keys");
        }
        return kind.isOfChanges();
    }

    private void names(Node node, String path) {
        if (node instanceof Node.Sequence sequence && !sequence.elements().isEmpty()) {
            for (Node element : sequence.elements()) {
                if (element instanceof Node.Scalar(String text, Place _)) {
                    changed.add(text);
                } else {
                    problem(element, path, "holds " + element.kind() + ": write names of attributes");
                }
            }
        } else {
            problem(node, path, "is " + node.kind() + ": write a list of names of attributes");
        }
    }

    private Optional<? extends JsonNode> identity(Node.Entry entry, String path) {
        return switch (entry.key()) {
            case "type", "principalId" -> Optional.of(conditions.read(entry.value(), path, Literal.TEXT));
            default -> unknown(entry, path, "type, principalId");
        };
    }

    private Optional<? extends JsonNode> image(Node.Entry entry, String path) {
        return switch (entry.key()) {
            case "Keys", "NewImage" -> Optional.of(mapping(entry.value(), path, this::attribute));
            case "OldImage" ->
                ofChange(entry, path) ? Optional.of(mapping(entry.value(), path, this::attribute)) : Optional.empty();
            default -> unknown(entry, path, "Keys, NewImage" + (kind.isOfChanges() ? ", OldImage" : ""));
        };
    }

    private Optional<ObjectNode> attribute(Node.Entry entry, String path) {
        attributes.add(entry.key());
        return Optional.of(mapping(entry.value(), path, this::type));
    }

    private Optional<? extends JsonNode> type(Node.Entry entry, String path) {
        return switch (entry.key()) {
            case "S", "B", "SS", "BS" -> Optional.of(conditions.read(entry.value(), path, Literal.TEXT));
            case "N", "NS" -> Optional.of(conditions.read(entry.value(), path, Literal.NUMBER));
            case "BOOL", "NULL" -> Optional.of(conditions.read(entry.value(), path, Literal.FLAG));
            case "L" -> Optional.of(mapping(entry.value(), path, this::type));
            case "M" ->
                Optional.of(mapping(
                        entry.value(), path, (inner, at) -> Optional.of(mapping(inner.value(), at, this::type))));
            default -> unknown(entry, path, "one of the types S, N, B, BOOL, NULL, SS, NS, BS, L, M");
        };
    }

    private Optional<ObjectNode> unknown(Node.Entry entry, String path, String allowed) {
        definition.problem(entry.place(), path, "is no key (allowed here: " + allowed + ")");
        return Optional.empty();
    }

    private void problem(Node node, String path, String detail) {
        definition.problem(node.place(), path, detail);
    }
}
