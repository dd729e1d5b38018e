package dev.afterimage.console.parked;

import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.Caller;
import dev.afterimage.console.web.Pages;
import dev.afterimage.console.web.Place;
import dev.afterimage.console.web.Problem;
import dev.afterimage.inspection.NotUnderstoodException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.OptionalInt;

/** The page of the job at work, which keeps itself up to date. Thread-safe. */
final class JobPages {
    private static final String JOB = "/parked/job";

    private final Parking parking;
    private final Pages pages;

    JobPages(Parking parking, Pages pages) {
        this.parking = parking;
        this.pages = pages;
    }

    void addTo(RoutesConfig routes) {
        routes.get(JOB, this::show, Access.READ);
        routes.get(
                JOB + "/state", request -> pages.showPart(request, "parked/jobState.jte", state(parking)), Access.READ);
        routes.post(JOB, this::begin, Access.CHANGE);
        routes.post(JOB + "/stop", this::stop, Access.CHANGE);
    }

    private void show(Context request) {
        pages.show(request, Place.PARKED, "Job", "parked/job.jte", state(parking));
    }

    private void begin(Context request) {
        start(parking, request);
        request.redirect(JOB, HttpStatus.SEE_OTHER);
    }

    private void stop(Context request) {
        parking.jobs().stop();
        request.redirect(JOB, HttpStatus.SEE_OTHER);
    }

    /** Starts what a request asks for; whoever gives something up must know how much that is. */
    static JobState start(Parking parking, Context request) {
        Decision decision = Decision.of(request);
        String operator = Caller.of(request).requireOperator();
        OptionalInt expected = Parameters.given(request, "items")
                .map(text -> OptionalInt.of(Parameters.parsed(text, Integer::parseInt)))
                .orElse(OptionalInt.empty());
        if (decision instanceof Decision.Discard && expected.isEmpty()) {
            throw new NotUnderstoodException("say in 'items' of how many items you give changes up");
        }
        return parking.jobs().start(decision, ParkedFilter.of(request), expected, operator);
    }

    static JobState state(Parking parking) {
        return parking.jobs()
                .state()
                .orElseThrow(() -> Problem.notFound("there was no job since this worker was started")
                        .asException());
    }
}
