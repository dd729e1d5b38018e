package dev.afterimage.terraform.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What statements of IAM allow, as far as the modules write such: actions by name, resources with stars, no denials. */
public final class Policy {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Grant> grants = new ArrayList<>();

    /** One action on some resources. */
    public record Grant(String statement, String action, List<String> resources) {
        public Grant {
            resources = List.copyOf(resources);
        }

        public boolean covers(Call call) {
            return action.equals(call.action())
                    && resources.stream()
                            .anyMatch(resource ->
                                    pattern(resource).matcher(call.resource()).matches());
        }

        /** The resource without its account and region; a star means anything. */
        private static Pattern pattern(String arn) {
            String resource = arn.equals("*") ? arn : arn.replaceFirst("^arn:[^:]*:[^:]*:[^:]*:[^:]*:", "");
            return Pattern.compile(
                    Arrays.stream(resource.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
        }
    }

    /** Adds the statements of a document. */
    public void add(String name, String document) {
        for (JsonNode statement : parsed(document).path("Statement")) {
            if (!statement.path("Effect").asText().equals("Allow")) {
                throw new IllegalArgumentException("a denial, which this does not understand: " + statement);
            }
            for (String action : texts(statement.path("Action"))) {
                grants.add(new Grant(
                        name + "/" + statement.path("Sid").asText(), action, texts(statement.path("Resource"))));
            }
        }
    }

    private static JsonNode parsed(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(document, broken);
        }
    }

    private static List<String> texts(JsonNode oneOrMore) {
        List<String> texts = new ArrayList<>();
        if (oneOrMore.isTextual()) {
            texts.add(oneOrMore.asText());
        }
        oneOrMore.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    public List<Grant> grants() {
        return List.copyOf(grants);
    }

    public boolean allows(Call call) {
        return grants.stream().anyMatch(grant -> grant.covers(call));
    }
}
