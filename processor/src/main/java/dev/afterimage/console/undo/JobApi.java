package dev.afterimage.console.undo;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.audit.AuditEntry.Operation;
import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.Json;
import dev.afterimage.console.web.Problem;
import dev.afterimage.history.AuditQuery;
import dev.afterimage.inspection.UndoJson;
import dev.afterimage.item.TableName;
import dev.afterimage.undo.Survey;
import dev.afterimage.undo.UndoTally;
import dev.afterimage.undo.Undoer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.Optional;

/** Puts back all that a search finds, for programs. Thread-safe. */
final class JobApi {
    private static final String JOBS = "/api/undo/jobs";
    private static final String JOB = JOBS + "/{id}";

    private final UndoJobs jobs;
    private final UndoQuestions questions;

    JobApi(UndoJobs jobs, UndoQuestions questions) {
        this.jobs = jobs;
        this.questions = questions;
    }

    void addTo(RoutesConfig routes) {
        routes.get(JOBS, this::all, Access.READ);
        routes.post(JOBS, this::survey, Access.CHANGE);
        routes.get(JOB, this::job, Access.READ);
        routes.get(JOB + "/items", this::items, Access.READ);
        routes.post(JOB + "/run", this::run, Access.CHANGE);
        routes.post(JOB + "/stop", this::stop, Access.CHANGE);
    }

    private void all(Context request) {
        questions.requireAllowed();
        Json.answer(request, json -> {
            json.writeArrayFieldStart("jobs");
            for (UndoJob job : jobs.all()) {
                json.writeStartObject();
                write(json, job);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private void survey(Context request) {
        questions.requireAllowed();
        accepted(request, jobs.survey(questions.order(request)));
    }

    private void job(Context request) {
        answer(request, asked(request));
    }

    private UndoJob asked(Context request) {
        questions.requireAllowed();
        return jobs.job(request.pathParam("id"));
    }

    private void items(Context request) {
        if (!(asked(request).state() instanceof UndoJob.State.Surveyed surveyed)) {
            throw Problem.conflict("a job has items between its survey and its run alone")
                    .asException();
        }
        Json.answer(request, json -> UndoJson.items(json, surveyed.survey().items()));
    }

    private void run(Context request) {
        UndoJob job = asked(request);
        accepted(request, jobs.run(job.id(), UndoQuestions.author(request)));
    }

    private void stop(Context request) {
        UndoJob job = asked(request);
        jobs.stop(job.id());
        accepted(request, job);
    }

    private static void accepted(Context request, UndoJob job) {
        request.status(HttpStatus.ACCEPTED);
        answer(request, job);
    }

    private static void answer(Context request, UndoJob job) {
        Json.answer(request, json -> write(json, job));
    }

    private static void write(JsonGenerator json, UndoJob job) throws IOException {
        UndoJob.Order order = job.order();
        json.writeStringField("id", job.id());
        json.writeStringField("to", order.target().moment().toString());
        json.writeObjectFieldStart("search");
        search(json, order.query());
        json.writeEndObject();
        json.writeStringField("asked_by", order.operator());
        json.writeStringField("asked_at", order.at().toString());
        switch (job.state()) {
            case UndoJob.State.Surveying surveying -> survey(json, "surveying", surveying.soFar());
            case UndoJob.State.Surveyed surveyed -> survey(json, "surveyed", surveyed.survey());
            case UndoJob.State.Running running -> {
                json.writeStringField("state", "running");
                author(json, Optional.of(running.author()));
                undo(json, running.wanted(), running.soFar());
            }
            case UndoJob.State.Ended ended -> {
                json.writeStringField("state", ended.failure().isPresent() ? "failed" : "ended");
                author(json, ended.author());
                json.writeStringField("ended_at", ended.at().toString());
                undo(json, ended.wanted(), ended.tally());
                if (ended.failure().isPresent()) {
                    json.writeStringField("failure", ended.failure().get());
                }
            }
        }
    }

    private static void search(JsonGenerator json, AuditQuery query) throws IOException {
        json.writeArrayFieldStart("tables");
        for (TableName table : query.tables()) {
            json.writeString(table.value());
        }
        json.writeEndArray();
        json.writeStringField("from", query.range().from().toString());
        json.writeStringField("until", query.range().until().toString());
        json.writeArrayFieldStart("operations");
        for (Operation operation : query.filter().operations()) {
            json.writeString(operation.name());
        }
        json.writeEndArray();
        if (query.filter().actor().isPresent()) {
            json.writeStringField("actor", query.filter().actor().get());
        }
        if (query.filter().changed().isPresent()) {
            json.writeStringField("changed", query.filter().changed().get());
        }
    }

    private static void survey(JsonGenerator json, String state, Survey survey) throws IOException {
        json.writeStringField("state", state);
        json.writeObjectFieldStart("survey");
        UndoJson.survey(json, survey);
        json.writeEndObject();
    }

    private static void author(JsonGenerator json, Optional<Undoer.Author> author) throws IOException {
        if (author.isPresent()) {
            json.writeStringField("operator", author.get().operator());
            if (author.get().reason().isPresent()) {
                json.writeStringField("reason", author.get().reason().get());
            }
        }
    }

    private static void undo(JsonGenerator json, int wanted, UndoTally tally) throws IOException {
        json.writeObjectFieldStart("undo");
        json.writeNumberField("wanted", wanted);
        UndoJson.tally(json, tally);
        json.writeEndObject();
    }
}
