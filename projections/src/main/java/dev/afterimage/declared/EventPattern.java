package dev.afterimage.declared;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/** A pattern in the language of EventBridge and of Lambda's event filters, as AWS's own library understands it. Thread-safe. */
final class EventPattern {
    private static final String RULE = "filter";

    private final Machine machine;
    private final Set<String> attributes;

    private EventPattern(Machine machine, Set<String> attributes) {
        this.machine = machine;
        this.attributes = Set.copyOf(attributes);
    }

    /** What is wrong with a pattern; empty where nothing is. */
    static Optional<String> mistake(JsonNode pattern) {
        return Optional.ofNullable(JsonRuleCompiler.check(pattern.toString()))
                .map(message -> message.lines().findFirst().orElse(""));
    }

    /**
     * A pattern without a mistake.
     *
     * @param attributes those that it looks at
     */
    static EventPattern of(JsonNode pattern, Set<String> attributes) {
        Machine machine = Machine.builder().build();
        try {
            machine.addRule(RULE, pattern.toString());
        } catch (IOException mistaken) {
            throw new IllegalArgumentException("no pattern: " + mistaken.getMessage(), mistaken);
        }
        return new EventPattern(machine, attributes);
    }

    /** The names of the attributes that it looks at; others need not be in an event. */
    Set<String> attributes() {
        return attributes;
    }

    boolean matches(JsonNode event) {
        return !machine.rulesForJSONEvent(event).isEmpty();
    }
}
