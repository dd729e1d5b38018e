package dev.afterimage.dynamo;

import dev.afterimage.audit.AuditEntry.Operation;
import dev.afterimage.history.AuditFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A filter of audit entries as one of the rows of their index, which lets through what a row cannot say for sure. */
final class AuditFilters {
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();
    private final List<String> terms = new ArrayList<>();

    private AuditFilters() {}

    /** Empty where every entry is meant. */
    static Optional<RowFilter> of(AuditFilter filter) {
        AuditFilters filters = new AuditFilters();
        filters.operations(filter.operations().stream().sorted().toList());
        filter.actor().ifPresent(filters::actor);
        filter.changed().ifPresent(filters::changed);
        return filters.terms.isEmpty()
                ? Optional.empty()
                : Optional.of(new RowFilter(String.join(" AND ", filters.terms), filters.names, filters.values));
    }

    private void operations(List<Operation> operations) {
        if (operations.isEmpty()) {
            return;
        }
        List<String> places = new ArrayList<>();
        for (Operation operation : operations) {
            String place = ":operation" + places.size();
            values.put(place, AttributeValue.fromS(operation.name()));
            places.add(place);
        }
        names.put("#operation", "operation");
        terms.add("#operation IN (" + String.join(", ", places) + ")");
    }

    private void actor(String actor) {
        names.put("#actor", "actor");
        values.put(":actor", AttributeValue.fromS(actor));
        terms.add("#actor = :actor");
    }

    private void changed(String attribute) {
        names.put("#changed", "changed");
        names.put("#changed_more", "changed_more");
        values.put(":changed", AttributeValue.fromS(attribute));
        terms.add("(contains(#changed, :changed) OR attribute_exists(#changed_more))");
    }
}
