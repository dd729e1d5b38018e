package dev.afterimage.console.backfill;

import dev.afterimage.backfill.Backfill;
import dev.afterimage.backfill.Backfilling;
import dev.afterimage.backfill.Progress;
import dev.afterimage.backfill.ScanSettings;
import dev.afterimage.backfill.Segment;
import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.Caller;
import dev.afterimage.console.web.Pages;
import dev.afterimage.console.web.Place;
import dev.afterimage.console.web.Problem;
import dev.afterimage.inspection.NotUnderstoodException;
import dev.afterimage.item.TableName;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far each table's backfill is, and deciding about them: {@code /backfills}. Thread-safe. */
public final class BackfillPages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackfillPages.class);
    private static final String LIST = "/backfills";
    private static final String DECISION = LIST + "/{table}/{decision}";

    private final BackfillParts parts;
    private final Starting starting;
    private final InstantSource clock;

    /**
     * What the page shows.
     *
     * @param notice what became of the last start that was asked for here; empty where nothing is to be said
     */
    public record Model(List<BackfillLine> lines, Optional<String> notice) {
        /** Those with segments that tell something. */
        public List<BackfillLine> reading() {
            return lines.stream()
                    .filter(line -> line.last().filter(BackfillLine.Last::reads).isPresent())
                    .toList();
        }
    }

    /** The question whether something is meant. */
    public record Question(BackfillLine line, Decision decision) {
        public String address() {
            return line.address(decision);
        }
    }

    /**
     * Pages that show this.
     *
     * @param explain says what is wrong where a failure comes from DynamoDB
     */
    public BackfillPages(BackfillParts parts, Function<Throwable, Optional<String>> explain, InstantSource clock) {
        this.parts = parts;
        this.starting = new Starting(parts.work(), explain);
        this.clock = clock;
    }

    public void addTo(RoutesConfig routes, Pages pages) {
        routes.get(
                LIST,
                request -> pages.show(request, Place.BACKFILLS, "Backfills", "backfill/list.jte", model()),
                Access.READ);
        routes.get(LIST + "/table", request -> pages.showPart(request, "backfill/table.jte", model()), Access.READ);
        routes.get(DECISION, request -> ask(request, pages), Access.READ);
        routes.post(DECISION, this::decide, Access.CHANGE);
    }

    private Model model() {
        List<BackfillLine> lines = parts.tables().stream().map(this::line).toList();
        return new Model(lines, starting.last().flatMap(BackfillPages::words));
    }

    private static Optional<String> words(Starting.Attempt attempt) {
        return attempt.over()
                ? attempt.trouble().map(reason -> "The backfill of " + attempt.table() + " was not started: " + reason)
                : Optional.of("It is looked whether the backfill of " + attempt.table() + " may be started.");
    }

    private BackfillLine line(TableName table) {
        return new BackfillLine(table, parts.backfills().of(table).map(this::last));
    }

    private BackfillLine.Last last(Backfill backfill) {
        List<Segment> segments = parts.backfills().segments(backfill.table()).stream()
                .filter(segment -> segment.generation().equals(backfill.generation()))
                .toList();
        long roughly = backfill.isOpen() ? parts.roughCount().applyAsLong(backfill.table()) : 0;
        return new BackfillLine.Last(backfill, Progress.of(backfill, segments, roughly, clock.instant()), segments);
    }

    private void ask(Context request, Pages pages) {
        Question question = new Question(line(table(request)), decision(request));
        pages.show(
                request,
                Place.BACKFILLS,
                question.decision().label() + " the backfill of "
                        + question.line().table(),
                "backfill/confirm.jte",
                question);
    }

    private void decide(Context request) {
        TableName table = table(request);
        Decision decision = decision(request);
        String operator = Caller.of(request).requireOperator();
        LOG.info("{} decides to {} the backfill of {}", operator, decision.word(), table);
        switch (decision) {
            case START -> starting.start(table, settings(request), operator);
            case PAUSE -> require(parts.work().pause(table));
            case RESUME -> require(parts.work().resume(table));
            case CANCEL -> require(parts.work().cancel(table));
        }
        request.redirect(LIST, HttpStatus.SEE_OTHER);
    }

    private static void require(Backfilling.Result result) {
        if (result instanceof Backfilling.Result.Refused refused) {
            throw Problem.conflict(refused.reason()).asException();
        }
    }

    private static ScanSettings settings(Context request) {
        try {
            return new ScanSettings(
                    number(request, "segments"),
                    number(request, "units"),
                    request.formParam("eventually") == null,
                    false);
        } catch (IllegalArgumentException wrong) {
            throw new NotUnderstoodException(String.valueOf(wrong.getMessage()));
        }
    }

    private static int number(Context request, String name) {
        String text = request.formParam(name);
        if (text == null || !text.strip().matches("[0-9]{1,9}")) {
            throw new NotUnderstoodException("write a whole number as '" + name + "'");
        }
        return Integer.parseInt(text.strip());
    }

    private TableName table(Context request) {
        String name = request.pathParam("table");
        return parts.tables().stream()
                .filter(table -> table.value().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("'" + name + "' is no table that this worker follows")
                        .asException());
    }

    private static Decision decision(Context request) {
        String word = request.pathParam("decision");
        return Decision.of(word)
                .orElseThrow(() -> Problem.notFound("'" + word + "' is nothing that can be decided about a backfill")
                        .asException());
    }

    @Override
    public void close() {
        starting.close();
    }
}
