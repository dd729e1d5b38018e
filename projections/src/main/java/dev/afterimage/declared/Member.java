package dev.afterimage.declared;

import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What one item brings to the ranking of a row.
 *
 * @param of the row
 * @param key where it is kept, in the order of ranks
 * @param content what the row shows while it leads
 */
record Member(RowKey of, RowKey key, Map<String, AttributeValue> content) {
    Member {
        content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
    }

    String place() {
        return Members.place(key);
    }

    Write put() {
        return Write.put(key, content);
    }
}
