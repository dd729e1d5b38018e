package dev.afterimage.todo;

import dev.afterimage.projection.Projection;
import java.util.List;

/**
 * The views of the sample domain: {@code list_summary}, {@code user_lists} and {@code due_items}, each a projection and a
 * table of the same name.
 *
 * <p>They are made from images whose only sure attributes are the keys: DynamoDB has no schema for the others. An
 * attribute that is absent or of another type counts as absent. An id that is empty or over 1,000 bytes cannot be part
 * of a key; what carries one has no row, instead of a write that DynamoDB would refuse.
 */
public final class TodoProjections {
    private TodoProjections() {}

    public static List<Projection> all() {
        return List.of(new ListSummary(), new UserLists(), new DueItems());
    }

    /** Their later versions: {@code list_summary} with {@code open_count} in the place of {@code done_count}. */
    public static List<Projection> laterVersions() {
        return List.of(new OpenListSummary());
    }
}
