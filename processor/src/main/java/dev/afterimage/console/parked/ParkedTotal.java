package dev.afterimage.console.parked;

/** How many changes are parked, as they were counted of late. Thread-safe. */
public interface ParkedTotal {
    long changes();

    /** Something was parked or settled: have it counted again soon. */
    void stale();
}
