package dev.afterimage.console.web;

import dev.afterimage.inspection.NotUnderstoodException;
import dev.afterimage.ledger.DamagedException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is answered to a request that failed: a problem as JSON, or a page for people that says the same. Thread-safe. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Pages pages;
    private final Function<Throwable, Optional<String>> explain;

    /**
     * Answers on these pages.
     *
     * @param explain says what is wrong where a failure comes from DynamoDB
     */
    public Failures(Pages pages, Function<Throwable, Optional<String>> explain) {
        this.pages = pages;
        this.explain = explain;
    }

    public void addTo(RoutesConfig routes) {
        routes.exception(ProblemException.class, (failure, request) -> answer(request, failure.problem()));
        routes.exception(
                NotUnderstoodException.class,
                (failure, request) -> answer(request, Problem.badRequest(String.valueOf(failure.getMessage()))));
        routes.exception(
                DamagedException.class,
                (failure, request) -> answer(request, Problem.damaged(String.valueOf(failure.getMessage()))));
        routes.exception(
                HttpResponseException.class, (failure, request) -> answer(request, ofServer(failure, request)));
        routes.exception(Exception.class, (failure, request) -> answer(request, problem(failure, request)));
    }

    private static Problem ofServer(HttpResponseException failure, Context request) {
        String detail = String.valueOf(failure.getMessage());
        return switch (failure.getStatus()) {
            case 404 -> Problem.notFound("there is nothing at " + request.path());
            case 405 -> Problem.methodNotAllowed(detail);
            case 413 -> Problem.tooLarge("what was sent is larger than any request of this console");
            default -> Problem.badRequest(detail);
        };
    }

    private Problem problem(Exception failure, Context request) {
        Optional<String> known = explain.apply(failure);
        if (known.isPresent()) {
            LOG.warn("{} {} failed: {}", request.method(), request.path(), known.get());
            return Problem.unavailable(known.get());
        }
        String id = UUID.randomUUID().toString();
        LOG.error("{} {} failed, shown as {}", request.method(), request.path(), id, failure);
        return Problem.internal("this is a mistake of the program; its log has it under " + id);
    }

    private void answer(Context request, Problem problem) {
        request.status(problem.status());
        if (isOfProgram(request)) {
            answerProgram(request, problem);
        } else if (Pages.isPartAsked(request)) {
            pages.showPart(request, "problemPart.jte", problem);
        } else if (problem.status() == 401) {
            String here = URLEncoder.encode(request.path(), StandardCharsets.UTF_8);
            request.redirect("/login?next=" + here, HttpStatus.SEE_OTHER);
        } else {
            pages.show(request, Place.NONE, problem.title(), "problem.jte", problem);
        }
    }

    private static void answerProgram(Context request, Problem problem) {
        if (problem.status() == 401) {
            request.header("WWW-Authenticate", "Bearer realm=\"afterimage\"");
        }
        request.result(Json.object(json -> {
            json.writeStringField("type", problem.type());
            json.writeStringField("title", problem.title());
            json.writeNumberField("status", problem.status());
            json.writeStringField("detail", problem.detail());
            json.writeStringField("instance", request.path());
        }));
        request.contentType(Problem.CONTENT_TYPE);
    }

    private static boolean isOfProgram(Context request) {
        String accept = request.header("Accept");
        return request.path().startsWith("/api/") || accept == null || !accept.contains("text/html");
    }
}
