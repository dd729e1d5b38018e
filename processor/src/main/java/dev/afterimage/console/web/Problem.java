package dev.afterimage.console.web;

import java.util.Locale;

/**
 * Why a request was not answered, in the form of RFC 9457.
 *
 * @param type tells kinds of problems apart, as {@code urn:afterimage:problem:NAME}
 * @param title the same for all of a kind
 * @param status the HTTP status
 * @param detail what was wrong with this request, and what to do
 */
public record Problem(String type, String title, int status, String detail) {
    public static final String CONTENT_TYPE = "application/problem+json";

    private static Problem of(int status, String title, String detail) {
        String name = title.toLowerCase(Locale.ROOT).replace(' ', '-');
        return new Problem("urn:afterimage:problem:" + name, title, status, detail);
    }

    /** What was asked is no question that there is an answer to. */
    public static Problem badRequest(String detail) {
        return of(400, "Bad request", detail);
    }

    public static Problem unauthorized(String detail) {
        return of(401, "Unauthorized", detail);
    }

    public static Problem forbidden(String detail) {
        return of(403, "Forbidden", detail);
    }

    public static Problem notFound(String detail) {
        return of(404, "Not found", detail);
    }

    public static Problem methodNotAllowed(String detail) {
        return of(405, "Method not allowed", detail);
    }

    /** What is stored is not as whoever asks has seen it. */
    public static Problem conflict(String detail) {
        return of(409, "Conflict", detail);
    }

    public static Problem tooLarge(String detail) {
        return of(413, "Content too large", detail);
    }

    public static Problem tooMany(String detail) {
        return of(429, "Too many requests", detail);
    }

    /** What is stored is not as the program has written it. */
    public static Problem damaged(String detail) {
        return of(500, "Damaged", detail);
    }

    public static Problem internal(String detail) {
        return of(500, "Internal error", detail);
    }

    /** DynamoDB, or the worker itself, cannot answer now. */
    public static Problem unavailable(String detail) {
        return of(503, "Unavailable", detail);
    }

    /** Ends the request with this problem. */
    public ProblemException asException() {
        return new ProblemException(this);
    }
}
