package dev.afterimage.audit;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemSize;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The names of the attributes that a change touched, as a listing shows them.
 *
 * @param names in alphabetical order; where they are very long, some of them
 * @param more how many there are besides
 */
public record ChangedNames(List<String> names, int more) {
    /** Keeps a row of the index under 1 KB. */
    private static final int BYTES = 400;

    public ChangedNames {
        names = List.copyOf(names);
    }

    static ChangedNames of(Collection<String> all) {
        List<String> names = new ArrayList<>(all.size());
        int bytes = 0;
        for (String name : all) {
            bytes += ItemSize.ofName(name);
            if (bytes <= BYTES) {
                names.add(name);
            }
        }
        return new ChangedNames(names, all.size() - names.size());
    }

    void encode(Map<String, AttributeValue> row) {
        if (!names.isEmpty()) {
            row.put("changed", AttributeValue.fromSs(names));
        }
        if (more > 0) {
            row.put("changed_more", AttributeValue.fromN(Integer.toString(more)));
        }
    }

    static ChangedNames decode(Item row) {
        List<String> names = row.get("changed").stream()
                .flatMap(value -> value.ss().stream())
                .sorted()
                .toList();
        return new ChangedNames(
                names, row.number("changed_more").map(Number::intValue).orElse(0));
    }

    @Override
    public String toString() {
        return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
    }
}
