package dev.afterimage.console.audit;

import dev.afterimage.console.web.Pages;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;

/** Everything that the console shows of the audit log: as pages, and as JSON under {@code /api}. */
public final class Audit {
    private final AuditParts parts;
    private final Pages pages;
    private final InstantSource clock;

    public Audit(AuditParts parts, Pages pages, InstantSource clock) {
        this.parts = parts;
        this.pages = pages;
        this.clock = clock;
    }

    public void addTo(RoutesConfig routes) {
        ItemQuestions questions = new ItemQuestions(parts, clock);
        new SearchPages(parts, pages, clock).addTo(routes);
        new ItemPages(questions, pages).addTo(routes);
        new RowPages(parts, pages).addTo(routes);
        new ItemApi(questions, parts.search()).addTo(routes);
    }
}
