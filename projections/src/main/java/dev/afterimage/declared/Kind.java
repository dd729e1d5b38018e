package dev.afterimage.declared;

import dev.afterimage.declared.Reference.Origin;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The shapes that a definition may name. */
enum Kind {
    COPY,
    INDEX,
    GROUP,
    HISTORY,
    LATEST,
    UNIQUE;

    static final Map<String, Kind> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Kind::word, kind -> kind));

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

    /** Whether several items may have one row. */
    boolean sharesRows() {
        return switch (this) {
            case GROUP, LATEST, UNIQUE -> true;
            case COPY, INDEX, HISTORY -> false;
        };
    }

    /** Whether it is about what happened, and not about what items are. */
    boolean isOfChanges() {
        return this == HISTORY;
    }
}
