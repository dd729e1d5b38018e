package dev.afterimage.yaml;

import java.util.List;

/** A piece of the file, with its place. */
public sealed interface Node {
    Place place();

    /** What people call it. */
    String kind();

    /** Keys with their values, in the order of the file; a key may be there twice. */
    record Mapping(List<Entry> entries, Place place) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a section of keys";
        }
    }

    /** A key with its value. */
    record Entry(String key, Place place, Node value) {}

    /** Values in a row. */
    record Sequence(List<Node> elements, Place place) implements Node {
        public Sequence {
            elements = List.copyOf(elements);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A single value, as it is written. */
    record Scalar(String text, Place place) implements Node {
        @Override
        public String kind() {
            return "\"" + Excerpt.of(text) + "\"";
        }
    }

    /** A key without a value: the same as if the key were not there. */
    record Nothing(Place place) implements Node {
        @Override
        public String kind() {
            return "nothing";
        }
    }
}
