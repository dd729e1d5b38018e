package dev.afterimage.simulation;

/** What all that act in a run share. */
record World(SimulatedStream stream, Faults faults, Turns turns, History history, Journal journal) {}
