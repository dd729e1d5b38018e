package dev.afterimage.terraform.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes the schema of one type of resource of what its {@link Bindings} tell. */
final class SchemaReader {
    private static final Map<String, String> PLAIN =
            Map.of("string", "\"string\"", "number", "\"number\"", "boolean", "\"bool\"", "any", "\"dynamic\"");
    private static final Pattern COLLECTION =
            Pattern.compile("(string|number|boolean|any)(List|Set|Map|ListList|MapList)");
    private static final Map<String, String> GETTERS = Map.of(
            "getStringAttribute", "\"string\"",
            "getNumberAttribute", "\"number\"",
            "getBooleanAttribute", "\"bool\"",
            "getListAttribute", "[\"list\",\"string\"]",
            "getNumberListAttribute", "[\"list\",\"number\"]",
            "getStringMapAttribute", "[\"map\",\"string\"]",
            "getBooleanMapAttribute", "[\"map\",\"bool\"]",
            "getNumberMapAttribute", "[\"map\",\"number\"]");
    private static final Block.Flags OPTIONAL = new Block.Flags(false, true, false);

    private final Bindings bindings;

    private SchemaReader(Bindings bindings) {
        this.bindings = bindings;
    }

    static Block read(Bindings bindings) {
        return new SchemaReader(bindings).block(Bindings.TOP);
    }

    private Block block(String struct) {
        List<Block.Attribute> attributes = new ArrayList<>();
        List<Block.Nested> blocks = new ArrayList<>();
        for (String name : bindings.names(struct)) {
            Optional<Bindings.Settable> settable = bindings.settable(struct, name);
            Block.Flags flags =
                    bindings.member(struct, name).map(Bindings.Member::flags).orElse(OPTIONAL);
            if (settable.filter(one -> isBlock(name, one)).isPresent()) {
                blocks.add(nested(name, settable.get(), flags));
            } else {
                String type = settable.map(this::type)
                        .orElseGet(() ->
                                bindings.member(struct, name).map(this::type).orElse("\"dynamic\""));
                attributes.add(new Block.Attribute(name, type, flags));
            }
        }
        return new Block(attributes, blocks);
    }

    private boolean isBlock(String name, Bindings.Settable settable) {
        return Character.isUpperCase(settable.storage().charAt(0)) && bindings.isBlock(name);
    }

    private Block.Nested nested(String name, Bindings.Settable settable, Block.Flags flags) {
        boolean struct = settable.collection().equals("struct");
        boolean many = settable.value().contains("Mapper");
        Block.Nesting nesting = struct
                ? Block.Nesting.SINGLE
                : Block.Nesting.valueOf(settable.collection().toUpperCase(Locale.ROOT));
        return new Block.Nested(
                name,
                nesting,
                flags.required() && !struct ? 1 : 0,
                many || struct ? 0 : 1,
                block(bindings.structOf(settable.storage())));
    }

    private String type(Bindings.Settable settable) {
        String storage = settable.storage();
        Matcher collection = COLLECTION.matcher(storage);
        if (PLAIN.containsKey(storage)) {
            return PLAIN.getOrDefault(storage, "");
        }
        if (collection.matches()) {
            String element = PLAIN.getOrDefault(collection.group(1), "");
            return switch (collection.group(2)) {
                case "ListList" -> "[\"list\",[\"list\"," + element + "]]";
                case "MapList" -> "[\"list\",[\"map\"," + element + "]]";
                default -> "[\"" + settable.collection() + "\"," + element + "]";
            };
        }
        String object = object(bindings.structOf(storage));
        return settable.collection().equals("struct") ? object : "[\"" + settable.collection() + "\"," + object + "]";
    }

    private String type(Bindings.Member member) {
        if (member.object().isPresent()) {
            String object = object(member.object().get());
            return switch (member.many()) {
                case "OutputReference" -> object;
                case "Map" -> "[\"map\"," + object + "]";
                default -> "[\"" + (member.set() ? "set" : "list") + "\"," + object + "]";
            };
        }
        String type = member.getter()
                .map(getter -> GETTERS.getOrDefault(getter, "\"dynamic\""))
                .orElse("\"dynamic\"");
        return member.set() ? type.replace("[\"list\"", "[\"set\"") : type;
    }

    private String object(String struct) {
        return bindings.names(struct).stream()
                .map(name -> "\"" + name + "\":"
                        + bindings.settable(struct, name)
                                .map(this::type)
                                .orElseGet(() -> bindings.member(struct, name)
                                        .map(this::type)
                                        .orElse("\"dynamic\"")))
                .collect(Collectors.joining(",", "[\"object\",{", "}]"));
    }
}
