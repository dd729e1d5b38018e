package dev.afterimage.metrics;

/**
 * A version of a projection.
 *
 * @param projection the projection's name
 * @param state one word, as {@code projections list} has it
 * @param current whether readers are to read it
 * @param built how many items are built, where it is being built
 */
public record VersionFigures(String projection, int version, String state, boolean current, long built) {}
