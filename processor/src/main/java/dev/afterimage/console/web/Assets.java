package dev.afterimage.console.web;

import io.javalin.config.RoutesConfig;
import java.util.List;

/** The files that pages name. They hold no data, so everybody may have them. */
public record Assets(Asset style, Asset script, Asset htmx, Asset serverSentEvents, Asset icon) {
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /** Reads them from the program's jars. */
    public static Assets load() {
        return new Assets(
                Asset.own("console.css", "text/css; charset=utf-8"),
                Asset.own("console.js", SCRIPT),
                Asset.ofLibrary("htmx.js", SCRIPT, "htmx.org", "dist/htmx.min.js"),
                Asset.ofLibrary("sse.js", SCRIPT, "htmx-ext-sse", "sse.js"),
                Asset.own("icon.svg", "image/svg+xml"));
    }

    public void addTo(RoutesConfig routes) {
        List.of(style, script, htmx, serverSentEvents, icon)
                .forEach(asset -> routes.get(asset.path(), asset::answer, Access.OPEN));
        // Browsers ask for it where an answer is no page that names another.
        routes.get("/favicon.ico", icon::answer, Access.OPEN);
    }
}
