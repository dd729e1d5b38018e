package dev.afterimage.metrics;

/** Figures at one moment, as a text that Prometheus reads. */
public record Exposition(String contentType, String text) {}
