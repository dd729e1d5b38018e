package dev.afterimage.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads YAML into {@link Node nodes} that know their lines. */
public final class YamlTree {
    private static final YAMLFactory YAML = new YAMLFactory();

    private final String file;
    private final YAMLParser parser;
    private final Problems problems;

    private YamlTree(String file, YAMLParser parser, Problems problems) {
        this.file = file;
        this.parser = parser;
        this.problems = problems;
    }

    /**
     * What a text holds; nothing where it is empty or no YAML, which is then a problem.
     *
     * @param file what people call the place of the text
     */
    public static Node read(String file, String text, Problems problems) {
        Place start = new Place.InFile(file, 1, 1);
        try (YAMLParser parser = YAML.createParser(text)) {
            return new YamlTree(file, parser, problems).document(start);
        } catch (JsonProcessingException notYaml) {
            problems.add(place(file, notYaml.getLocation()), "", "this is no YAML: " + reason(notYaml));
            return new Node.Nothing(start);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text cannot be read", impossible);
        }
    }

    private Node document(Place start) throws IOException {
        if (parser.nextToken() == null) {
            return new Node.Nothing(start);
        }
        Node root = node();
        if (parser.nextToken() != null) {
            problems.add(here(), "", "a second document begins: write one");
        }
        return root;
    }

    private Node node() throws IOException {
        Place place = here();
        if (parser.isCurrentAlias()) {
            problems.add(
                    place,
                    "",
                    "aliases (*" + Excerpt.of(parser.getText()) + ") are not understood: write the value again");
            return new Node.Nothing(place);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(place);
            case START_ARRAY -> sequence(place);
            case VALUE_NULL -> new Node.Nothing(place);
            default -> new Node.Scalar(parser.getText(), place);
        };
    }

    private Node mapping(Place place) throws IOException {
        List<Node.Entry> entries = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Place keyPlace = here();
            String key = parser.currentName();
            parser.nextToken();
            entries.add(new Node.Entry(key, keyPlace, node()));
        }
        return new Node.Mapping(entries, place);
    }

    private Node sequence(Place place) throws IOException {
        List<Node> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(node());
        }
        return new Node.Sequence(elements, place);
    }

    /** Without the lines that show the place once more, which are indented. */
    private static String reason(JsonProcessingException notYaml) {
        return String.valueOf(notYaml.getOriginalMessage())
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .map(Excerpt::of)
                .collect(Collectors.joining(", "));
    }

    private Place here() {
        return place(file, parser.currentTokenLocation());
    }

    private static Place place(String file, @Nullable JsonLocation location) {
        return location == null
                ? new Place.InFile(file, 1, 1)
                : new Place.InFile(file, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
