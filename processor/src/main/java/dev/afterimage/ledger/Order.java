package dev.afterimage.ledger;

/** In which order entries are read. */
public enum Order {
    OLDEST_FIRST,
    NEWEST_FIRST
}
