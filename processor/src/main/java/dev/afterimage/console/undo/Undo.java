package dev.afterimage.console.undo;

import dev.afterimage.console.audit.AuditParts;
import dev.afterimage.console.web.Pages;
import dev.afterimage.pipeline.StopSwitch;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything of the console that puts items back. Thread-safe. Closing it ends what is at work after the item at hand.
 */
public final class Undo implements AutoCloseable {
    private final UndoParts parts;
    private final UndoQuestions questions;
    private final UndoJobs jobs;
    private final StopSwitch stop = new StopSwitch();

    /**
     * What is at work.
     *
     * @param explain says what is wrong where a failure comes from DynamoDB
     */
    public Undo(UndoParts parts, AuditParts audit, Function<Throwable, Optional<String>> explain, InstantSource clock) {
        this.parts = parts;
        this.questions = new UndoQuestions(parts.allowed(), audit, clock);
        this.jobs = new UndoJobs(parts, audit.search(), explain, clock);
    }

    public void addTo(RoutesConfig routes, Pages pages) {
        new ItemUndo(parts, questions, pages, stop).addTo(routes);
        new JobPages(jobs, questions, pages).addTo(routes);
        new JobApi(jobs, questions).addTo(routes);
    }

    @Override
    public void close() {
        stop.raise();
        jobs.close();
    }
}
