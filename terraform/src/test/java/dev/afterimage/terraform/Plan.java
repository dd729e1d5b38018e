package dev.afterimage.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What terraform is going to make. */
final class Plan {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Resource> resources = new ArrayList<>();

    /**
     * A resource.
     *
     * @param address such as {@code module.tables.aws_dynamodb_table.fixed["users"]}
     * @param values what is known before it is made
     */
    record Resource(String address, String type, JsonNode values) {
        String text(String attribute) {
            return values.path(attribute).asText();
        }
    }

    private Plan(JsonNode root) {
        collect(root);
    }

    /** Plans what a folder's configuration says. */
    static Plan of(Terraform terraform, String... arguments) {
        terraform.run("init", "-input=false").orFail();
        String[] plan = Stream.concat(Stream.of("plan", "-input=false", "-out=plan.bin"), Stream.of(arguments))
                .toArray(String[]::new);
        terraform.run(plan).orFail();
        try {
            return new Plan(JSON.readTree(
                            terraform.run("show", "-json", "plan.bin").orFail().output())
                    .path("planned_values")
                    .path("root_module"));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void collect(JsonNode module) {
        for (JsonNode resource : module.path("resources")) {
            resources.add(new Resource(
                    resource.path("address").asText(), resource.path("type").asText(), resource.path("values")));
        }
        module.path("child_modules").forEach(this::collect);
    }

    /** The resources of a type. */
    List<Resource> all(String type) {
        return resources.stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    /** The resources of a type in a module and in those that it uses. */
    List<Resource> all(String type, String module) {
        return all(type).stream()
                .filter(resource -> resource.address().startsWith("module." + module + "."))
                .toList();
    }
}
