package dev.afterimage.version;

/** What became of an operator's wish. */
public sealed interface VersionMove {
    /** It is so, and stored. */
    record Made(ProjectionVersions versions) implements VersionMove {}

    /** It may not be, and nothing is changed. */
    record Refused(String reason) implements VersionMove {}
}
