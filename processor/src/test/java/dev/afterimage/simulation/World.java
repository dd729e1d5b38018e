package dev.afterimage.simulation;

/** What all that act in a run share. */
record World(Faults faults, Turns turns, History history, Journal journal) {}
