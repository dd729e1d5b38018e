package dev.afterimage.declared;

import dev.afterimage.declared.Reference.Origin;
import java.util.Locale;
import java.util.Map;

/** The shapes that a definition may name. */
enum Kind {
    COPY,
    INDEX,
    GROUP,
    HISTORY;

    static final Map<String, Kind> BY_WORD =
            Map.of(COPY.word(), COPY, INDEX.word(), INDEX, GROUP.word(), GROUP, HISTORY.word(), HISTORY);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its templates see what comes from there. */
    boolean sees(Origin origin) {
        return switch (origin) {
            case ITEM -> true;
            case VALUE -> this == INDEX;
            case OLD, NEW, SEQUENCE, CHANGED_AT, OPERATION -> this == HISTORY;
        };
    }

    /** Whether it is about what happened, and not about what items are. */
    boolean isOfChanges() {
        return this == HISTORY;
    }
}
