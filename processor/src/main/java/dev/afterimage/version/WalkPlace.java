package dev.afterimage.version;

/** A place in the walk through the audit log: the last row that was looked at. */
public record WalkPlace(String item, String sequence) {}
