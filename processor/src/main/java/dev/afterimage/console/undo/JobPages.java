package dev.afterimage.console.undo;

import dev.afterimage.console.audit.SearchParameters;
import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.Pages;
import dev.afterimage.console.web.Place;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** Puts back all that a search finds, on pages: beginning it, its preview, its progress, its end. Thread-safe. */
final class JobPages {
    private static final String JOB = "/undo/jobs/{id}";

    private final UndoJobs jobs;
    private final UndoQuestions questions;
    private final Pages pages;

    JobPages(UndoJobs jobs, UndoQuestions questions, Pages pages) {
        this.jobs = jobs;
        this.questions = questions;
        this.pages = pages;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/undo", this::all, Access.READ);
        routes.post("/undo", this::survey, Access.CHANGE);
        routes.get(JOB, this::job, Access.READ);
        routes.get(JOB + "/state", this::state, Access.READ);
        routes.post(JOB + "/run", this::run, Access.CHANGE);
        routes.post(JOB + "/stop", this::stop, Access.CHANGE);
    }

    private void all(Context request) {
        questions.requireAllowed();
        JobView.All model = new JobView.All(
                SearchParameters.of(request),
                UndoQuestions.given(request.queryParam("to")).orElse(""),
                questions.tables(),
                jobs.all().stream().map(JobView.One::new).toList());
        pages.show(request, Place.AUDIT, "Put items back", "undo/jobs.jte", model);
    }

    private void survey(Context request) {
        questions.requireAllowed();
        redirect(request, jobs.survey(questions.order(request)));
    }

    private void job(Context request) {
        pages.show(request, Place.AUDIT, "Put items back", "undo/job.jte", one(request));
    }

    private void state(Context request) {
        pages.showPart(request, "undo/jobState.jte", one(request));
    }

    private JobView.One one(Context request) {
        questions.requireAllowed();
        return new JobView.One(jobs.job(request.pathParam("id")));
    }

    private void run(Context request) {
        questions.requireAllowed();
        redirect(request, jobs.run(request.pathParam("id"), UndoQuestions.author(request)));
    }

    private void stop(Context request) {
        questions.requireAllowed();
        UndoJob job = jobs.job(request.pathParam("id"));
        jobs.stop(job.id());
        redirect(request, job);
    }

    private static void redirect(Context request, UndoJob job) {
        request.redirect(new JobView.One(job).address(), HttpStatus.SEE_OTHER);
    }
}
