package dev.afterimage.console.version;

import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.Caller;
import dev.afterimage.console.web.Pages;
import dev.afterimage.console.web.Place;
import dev.afterimage.console.web.Problem;
import dev.afterimage.projection.Projection;
import dev.afterimage.version.VersionMove;
import dev.afterimage.version.VersionStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every version of every projection, and deciding about them: {@code /projections}. Thread-safe. */
public final class VersionPages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VersionPages.class);
    private static final String LIST = "/projections";
    private static final String JOB = LIST + "/job";
    private static final String DECISION = LIST + "/{name}/{version}/{decision}";

    private final VersionParts parts;
    private final Jobs jobs;
    private final InstantSource clock;

    /**
     * What the page shows.
     *
     * @param job the job at work, or the last one
     */
    public record Model(List<VersionStatus> versions, Optional<JobState> job) {
        /** What may be decided about a version now. */
        public List<Decision> decisions(VersionStatus version) {
            return Arrays.stream(Decision.values())
                    .filter(decision -> decision.isPossible(version))
                    .toList();
        }

        /** Where a decision is asked about. */
        public String address(VersionStatus version, Decision decision) {
            return Question.address(version, decision);
        }

        /** Whether it has been so since the first change. */
        public boolean always(Instant since) {
            return since.equals(Instant.EPOCH);
        }
    }

    /**
     * What the page of a job shows.
     *
     * @param links whether rows lead to the changes that write them
     */
    public record JobModel(JobState job, boolean links) {}

    /**
     * Pages that show this.
     *
     * @param explain says what is wrong where a failure comes from DynamoDB
     */
    public VersionPages(VersionParts parts, Function<Throwable, Optional<String>> explain, InstantSource clock) {
        this.parts = parts;
        this.jobs = new Jobs(parts, explain, clock);
        this.clock = clock;
    }

    public void addTo(RoutesConfig routes, Pages pages) {
        routes.get(
                LIST,
                request -> pages.show(request, Place.PROJECTIONS, "Projections", "version/list.jte", model()),
                Access.READ);
        routes.get(LIST + "/table", request -> pages.showPart(request, "version/table.jte", model()), Access.READ);
        routes.get(
                JOB,
                request -> pages.show(request, Place.PROJECTIONS, "Work on a projection", "version/job.jte", job()),
                Access.READ);
        routes.get(JOB + "/state", request -> pages.showPart(request, "version/jobState.jte", job()), Access.READ);
        routes.post(JOB + "/stop", this::stop, Access.CHANGE);
        routes.get(DECISION, request -> ask(request, pages), Access.READ);
        routes.post(DECISION, this::decide, Access.CHANGE);
    }

    private Model model() {
        return new Model(VersionStatus.all(parts.versions(), parts.segments()), jobs.state());
    }

    private JobModel job() {
        JobState state = jobs.state()
                .orElseThrow(() -> Problem.notFound("there was no such work since this worker was started")
                        .asException());
        return new JobModel(state, parts.links());
    }

    private void stop(Context request) {
        jobs.stop();
        request.redirect(JOB, HttpStatus.SEE_OTHER);
    }

    private void ask(Context request, Pages pages) {
        VersionStatus version = version(request);
        Question question = new Question(version, decision(request), others(version), clock.instant());
        pages.show(
                request,
                Place.PROJECTIONS,
                question.decision().label() + ": " + question.title(),
                "version/confirm.jte",
                question);
    }

    /** The one that readers read comes first: it is what a new one is mostly compared with. */
    private List<Integer> others(VersionStatus version) {
        int current = version.projection().current();
        return parts.versions().catalog().of(version.projection().name()).stream()
                .map(Projection::version)
                .filter(other -> other != version.version())
                .sorted((one, other) -> Boolean.compare(other == current, one == current))
                .toList();
    }

    private void decide(Context request) {
        VersionStatus version = version(request);
        Decision decision = decision(request);
        String operator = Caller.of(request).requireOperator();
        LOG.info(
                "{} decides to {} version {} of {}",
                operator,
                decision.word(),
                version.version(),
                version.projection().name());
        switch (decision) {
            case SWITCH ->
                moved(request, parts.versions().switchTo(version.projection().name(), version.version()));
            case ROLLBACK ->
                moved(request, parts.versions().rollBack(version.projection().name()));
            case REBUILD, COMPARE, PAUSE, RESUME, DROP -> {
                jobs.start(
                        Wishes.task(request, version, decision, parts.versions().catalog()), operator);
                request.redirect(JOB, HttpStatus.SEE_OTHER);
            }
        }
    }

    private static void moved(Context request, VersionMove move) {
        if (move instanceof VersionMove.Refused refused) {
            throw Problem.conflict(refused.reason()).asException();
        }
        request.redirect(LIST, HttpStatus.SEE_OTHER);
    }

    private VersionStatus version(Context request) {
        String name = request.pathParam("name");
        String number = request.pathParam("version");
        return VersionStatus.all(parts.versions(), parts.segments()).stream()
                .filter(version -> version.projection().name().value().equals(name)
                        && String.valueOf(version.version()).equals(number))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("there is no version " + number + " of a projection " + name)
                        .asException());
    }

    private static Decision decision(Context request) {
        String word = request.pathParam("decision");
        return Decision.of(word)
                .orElseThrow(() -> Problem.notFound("'" + word + "' is nothing that can be decided about a version")
                        .asException());
    }

    @Override
    public void close() {
        jobs.close();
    }
}
