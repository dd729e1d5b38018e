package dev.afterimage.terraform.provider;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The facts that generated bindings tell of one type of resource: the provider itself, whose schema they were made from, is
 * no package that could be had here. Settable attributes stand in functions to HCL, flags in comments, and which of them are
 * blocks in the documentation of the declarations.
 */
final class Bindings {
    private static final Pattern STRUCT =
            Pattern.compile("(?ms)^function (\\w+)ToHclTerraform\\(struct\\) \\{(.*?)^\\}");
    private static final Pattern SYNTHESIS =
            Pattern.compile("(?ms)^    synthesizeHclAttributes\\(\\) \\{(.*?)^    \\}");
    private static final Pattern ATTRIBUTE = Pattern.compile("(?m)^\\s+\"?([a-z0-9_]+)\"?: \\{\\n\\s+value: (.*),\\n"
            + "\\s+isBlock: (?:true|false),\\n\\s+type: \"(\\w+)\",\\n\\s+storageClassType: \"(\\w+)\",");
    private static final Pattern CLASS = Pattern.compile("(?ms)^class (\\w+) extends \\w+\\.(\\w+) \\{(.*?)^\\}");
    private static final Pattern MEMBER = Pattern.compile("(?s)// ([a-z0-9_]+) - computed: (\\w+), optional: (\\w+),"
            + " required: (\\w+)\\n(.*?)(?=\\n    // [a-z0-9_]+ - computed|\\n    // =====|$)");
    private static final Pattern GETTER = Pattern.compile("this\\.(get\\w+)\\(");
    private static final Pattern OBJECT =
            Pattern.compile("new (\\w+?)(List|Map|OutputReference)\\(this, \"\\w+\"(?:, (true|false))?");
    private static final Pattern BLOCK_DOC = Pattern.compile("(?m)^\\s+\\* (\\w+) block$");

    /** The struct of the type itself. */
    static final String TOP = "";

    private final Map<String, Map<String, Settable>> settable = new HashMap<>();
    private final Map<String, Map<String, Member>> members = new HashMap<>();
    private final Set<String> blocks = new HashSet<>();

    /** An attribute as it is written to HCL: how the value is made, what collects it, what it is. */
    record Settable(String value, String collection, String storage) {}

    /**
     * An attribute as it is read.
     *
     * @param getter the method that reads a plain one
     * @param object the struct of one that holds others
     * @param many what collects structs: List, Map, or OutputReference for one alone
     * @param set whether a plain list or a list of structs is a set
     */
    record Member(Block.Flags flags, Optional<String> getter, Optional<String> object, String many, boolean set) {}

    Bindings(String code, String declarations) {
        STRUCT.matcher(code).results().forEach(struct -> settable.put(struct.group(1), attributes(struct.group(2))));
        CLASS.matcher(code).results().forEach(this::addClass);
        BLOCK_DOC.matcher(declarations).results().map(found -> found.group(1)).forEach(blocks::add);
    }

    private void addClass(MatchResult found) {
        String name = found.group(1);
        String base = found.group(2);
        if (base.equals("ComplexList") || base.equals("ComplexMap")) {
            return;
        }
        if (base.equals("ComplexObject")) {
            members.put(struct(name.replaceFirst("OutputReference$", "")), members(found.group(3)));
        } else {
            members.put(TOP, members(found.group(3)));
            settable.put(
                    TOP,
                    SYNTHESIS
                            .matcher(found.group(3))
                            .results()
                            .findFirst()
                            .map(synthesis -> attributes(synthesis.group(1)))
                            .orElse(Map.of()));
        }
    }

    private static Map<String, Settable> attributes(String body) {
        Map<String, Settable> attributes = new LinkedHashMap<>();
        ATTRIBUTE
                .matcher(body)
                .results()
                .forEach(found ->
                        attributes.put(found.group(1), new Settable(found.group(2), found.group(3), found.group(4))));
        return attributes;
    }

    private static Map<String, Member> members(String body) {
        Map<String, Member> members = new LinkedHashMap<>();
        MEMBER.matcher(body).results().forEach(found -> members.put(found.group(1), member(found)));
        return members;
    }

    private static Member member(MatchResult found) {
        String body = found.group(5);
        Optional<MatchResult> object = OBJECT.matcher(body).results().findFirst();
        Optional<String> getter = GETTER.matcher(body).results().findFirst().map(call -> call.group(1));
        return new Member(
                new Block.Flags(isTrue(found.group(2)), isTrue(found.group(3)), isTrue(found.group(4))),
                getter,
                object.map(made -> struct(made.group(1))),
                object.map(made -> made.group(2)).orElse(""),
                body.contains("Fn.tolist")
                        || object.map(made -> "true".equals(made.group(3))).orElse(false));
    }

    private static boolean isTrue(String text) {
        return text.equals("true");
    }

    /** The names of a struct's attributes, settable ones first. */
    List<String> names(String struct) {
        Set<String> names =
                new LinkedHashSet<>(settable.getOrDefault(struct, Map.of()).keySet());
        names.addAll(members.getOrDefault(struct, Map.of()).keySet());
        return new ArrayList<>(names);
    }

    Optional<Settable> settable(String struct, String name) {
        return Optional.ofNullable(settable.getOrDefault(struct, Map.of()).get(name));
    }

    Optional<Member> member(String struct, String name) {
        return Optional.ofNullable(members.getOrDefault(struct, Map.of()).get(name));
    }

    /** Whether a settable attribute that holds others is written as a block. */
    boolean isBlock(String name) {
        return blocks.contains(name);
    }

    /** The struct that a storage class means, with or without the word for its collection. */
    String structOf(String storage) {
        String alone = struct(storage.replaceFirst("(List|Map)$", ""));
        return settable.containsKey(alone) ? alone : struct(storage);
    }

    private static String struct(String type) {
        return Character.toLowerCase(type.charAt(0)) + type.substring(1);
    }
}
