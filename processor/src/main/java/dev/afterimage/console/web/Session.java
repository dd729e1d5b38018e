package dev.afterimage.console.web;

import java.time.Instant;

/**
 * That somebody has logged in.
 *
 * @param operator who it is, as that person says
 * @param until when the session ends
 */
public record Session(Access access, String operator, Instant until) {}
