package dev.afterimage.simulation;

/** The end of a process: nothing in it catches this. */
final class Crash extends Error {
    private static final long serialVersionUID = 1;
}
