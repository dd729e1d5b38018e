package dev.afterimage.console.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What is around every page.
 *
 * @param path the page's own path and query, to come back to it
 * @param tokens whether there are tokens to log in with
 * @param parked how many changes are parked
 */
public record Frame(String title, Place place, Caller caller, Assets assets, String path, boolean tokens, long parked) {
    /** The places to go to. */
    public List<Place> places() {
        return Arrays.stream(Place.values())
                .filter(place -> place != Place.NONE)
                .toList();
    }

    /** The page's path and query as a parameter of another address. */
    public String encodedPath() {
        return URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    /** How much waits for somebody at a place. */
    public long count(Place there) {
        return there == Place.PARKED ? parked : 0;
    }

    /** {@code page} for the present place, as ARIA calls it. */
    public String current(Place other) {
        return other == place ? "page" : "false";
    }
}
