package dev.afterimage.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.yaml.Node;
import dev.afterimage.yaml.Place;
import dev.afterimage.yaml.Section;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Reads the list of conditions of which a value must meet one: values, and operators such as {@code {prefix: a}}. */
record ConditionReader(Section definition) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    ArrayNode read(Node node, String path, Literal literal) {
        ArrayNode conditions = JSON.arrayNode();
        if (node instanceof Node.Sequence sequence && !sequence.elements().isEmpty()) {
            sequence.elements().forEach(element -> conditions.add(condition(element, path, literal)));
        } else {
            problem(node, path, "is " + node.kind() + ": write a list, such as [\"paid\"] or [{exists: true}]");
        }
        return conditions;
    }

    private JsonNode condition(Node node, String path, Literal literal) {
        return node instanceof Node.Mapping mapping ? operator(mapping, path, literal) : tree(node, path, literal);
    }

    private JsonNode operator(Node.Mapping mapping, String path, Literal literal) {
        ObjectNode operator = JSON.objectNode();
        for (Node.Entry entry : mapping.entries()) {
            if (literal.operators().contains(entry.key())) {
                operator.set(entry.key(), operand(entry, path + "." + entry.key(), literal));
            } else {
                definition.problem(
                        entry.place(),
                        path,
                        "has the operator " + entry.key() + ", which is none for " + literal.allowed() + ": write "
                                + String.join(", ", new TreeSet<>(literal.operators())));
            }
        }
        return operator;
    }

    private JsonNode operand(Node.Entry entry, String path, Literal literal) {
        return switch (entry.key()) {
            case "exists" -> tree(entry.value(), path, Literal.FLAG);
            case "numeric" -> comparisons(entry.value(), path);
            default -> tree(entry.value(), path, literal);
        };
    }

    /** Operators and numbers in turn: {@code [">=", 10, "<", 20]}. */
    private JsonNode comparisons(Node node, String path) {
        ArrayNode comparisons = JSON.arrayNode();
        if (node instanceof Node.Sequence(List<Node> elements, Place _)) {
            for (int i = 0; i < elements.size(); i++) {
                comparisons.add(tree(elements.get(i), path, i % 2 == 0 ? Literal.TEXT : Literal.NUMBER));
            }
        } else {
            problem(node, path, "is " + node.kind() + ": write a list, such as [\">=\", 10]");
        }
        return comparisons;
    }

    private JsonNode tree(Node node, String path, Literal literal) {
        return switch (node) {
            case Node.Scalar(String text, Place _) -> {
                Optional<JsonNode> value = literal.parse(text);
                if (value.isEmpty()) {
                    problem(node, path, "holds " + node.kind() + ": write " + literal.allowed());
                }
                yield value.orElse(MissingNode.getInstance());
            }
            case Node.Sequence sequence -> {
                ArrayNode array = JSON.arrayNode();
                sequence.elements().forEach(element -> array.add(tree(element, path, literal)));
                yield array;
            }
            case Node.Mapping mapping -> {
                ObjectNode object = JSON.objectNode();
                mapping.entries().forEach(entry -> object.set(entry.key(), tree(entry.value(), path, literal)));
                yield object;
            }
            case Node.Nothing _ -> {
                problem(node, path, "holds nothing: write " + literal.allowed());
                yield MissingNode.getInstance();
            }
        };
    }

    private void problem(Node node, String path, String detail) {
        definition.problem(node.place(), path, detail);
    }
}
