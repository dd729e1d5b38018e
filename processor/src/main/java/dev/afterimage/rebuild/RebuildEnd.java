package dev.afterimage.rebuild;

/** What became of an operator's wish about a version. */
public sealed interface RebuildEnd {
    /** It is as wished. */
    record Done() implements RebuildEnd {}

    /** It may not be, and nothing is changed. */
    record Refused(String reason) implements RebuildEnd {}

    /** So many items cannot be built, each for the reason that was told; the version is not complete without them. */
    record Troubled(long items) implements RebuildEnd {}

    /** It was told to stop before; the same again goes on where it ended. */
    record Stopped() implements RebuildEnd {}
}
