package dev.afterimage.console.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.Map;
import java.util.function.LongSupplier;

/** Makes pages, and parts of them, of templates and what they show. Thread-safe. */
public final class Pages {
    private static final String PACKAGE = "dev.afterimage.console.pages";

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, Pages.class.getClassLoader(), PACKAGE);
    private final Assets assets;
    private final boolean tokens;
    private final LongSupplier parked;

    /**
     * Pages with these files.
     *
     * @param tokens whether there are tokens to log in with
     * @param parked how many changes are parked, which every page shows
     */
    public Pages(Assets assets, boolean tokens, LongSupplier parked) {
        this.assets = assets;
        this.tokens = tokens;
        this.parked = parked;
    }

    /** Answers with a whole page; its template takes the parameters {@code frame} and {@code model}. */
    public void show(Context request, Place place, String title, String template, Object model) {
        Frame frame = new Frame(title, place, Caller.of(request), assets, pathOf(request), tokens, parked.getAsLong());
        render(request, template, Map.of("frame", frame, "model", model));
    }

    /** Whether a page that is open asks for a part of itself. */
    public static boolean isPartAsked(Context request) {
        return request.header("HX-Request") != null;
    }

    /** Answers with a part of a page; its template takes the parameters {@code caller} and {@code model}. */
    public void showPart(Context request, String template, Object model) {
        render(request, template, Map.of("caller", Caller.of(request), "model", model));
    }

    private void render(Context request, String template, Map<String, Object> parameters) {
        request.html(text(template, parameters));
    }

    /** A part as a text, to be sent as an event. */
    public String text(String template, Map<String, Object> parameters) {
        StringOutput output = new StringOutput();
        engine.render(template, parameters, output);
        return output.toString();
    }

    private static String pathOf(Context request) {
        String query = request.queryString();
        return query == null ? request.path() : request.path() + "?" + query;
    }
}
