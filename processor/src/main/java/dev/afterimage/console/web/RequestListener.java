package dev.afterimage.console.web;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;

/** Is told of each request once it is answered. Called by many threads, so it must be thread-safe, fast, and throw nothing. */
@FunctionalInterface
public interface RequestListener {
    /** The route of what no route fits. */
    String NO_ROUTE = "none";

    /**
     * A request was answered.
     *
     * @param route the path as the route has it, with parameters by name
     */
    void answered(String route, int status, Duration took);

    /** Takes it from the server's own words. */
    default void answered(Context request, float millis) {
        String route = Optional.ofNullable(request.endpoints().matchedHttpEndpoint())
                .map(endpoint -> endpoint.path)
                .orElse(NO_ROUTE);
        answered(route, request.statusCode(), Duration.ofNanos((long) (millis * 1e6)));
    }
}
