package dev.afterimage.console.expiry;

import dev.afterimage.delivery.ImageForm;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.inspection.Moment;
import dev.afterimage.inspection.NotUnderstoodException;
import dev.afterimage.ledger.Buckets;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which expirations somebody asks for, as an address says it; the same for pages and programs.
 *
 * @param since recorded then or later
 * @param after behind this place, in whatever order is asked for
 */
public record ExpiryQuery(
        Optional<String> table,
        Optional<Happening> kind,
        Optional<Instant> since,
        Optional<Cursor> after,
        int limit,
        ImageForm form) {
    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 500;
    private static final TimeRange NEVER = new TimeRange(Instant.EPOCH, Instant.EPOCH);

    /** A {@link NotUnderstoodException} where it makes no sense. */
    static ExpiryQuery of(Context request, Instant now) {
        return new ExpiryQuery(
                one(request, "table"),
                one(request, "kind").map(ExpiryQuery::kind),
                one(request, "since").map(text -> Moment.parse(text).at(now)),
                one(request, "after").map(ExpiryQuery::cursor),
                one(request, "limit").map(ExpiryQuery::limit).orElse(USUAL_LIMIT),
                one(request, "image").map(ExpiryQuery::form).orElse(ImageForm.TYPED));
    }

    private static Optional<String> one(Context request, String name) {
        return request.queryParams(name).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static Happening kind(String text) {
        return Happening.named(text)
                .orElseThrow(() ->
                        new NotUnderstoodException("'" + text + "' is no kind: write one of " + Happening.names()));
    }

    /** Reads a cursor; a {@link NotUnderstoodException} where it is none of expirations. */
    static Cursor cursor(String text) {
        try {
            Cursor cursor = new Cursor(text);
            Buckets.Bounds.of(NEVER, PageRequest.oldest(1).after(cursor));
            return cursor;
        } catch (IllegalArgumentException malformed) {
            throw new NotUnderstoodException(String.valueOf(malformed.getMessage()));
        }
    }

    private static int limit(String text) {
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        }
        throw new NotUnderstoodException("'" + text + "' is no limit: a page has 1 to " + MOST + " events");
    }

    private static ImageForm form(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "typed" -> ImageForm.TYPED;
            case "plain" -> ImageForm.PLAIN;
            case "none" -> ImageForm.NONE;
            default ->
                throw new NotUnderstoodException("'" + text + "' is no form of an image: write typed, plain or none");
        };
    }

    List<ExpiryEvent> wanted(List<ExpiryEvent> events) {
        return events.stream().filter(this::wants).toList();
    }

    private boolean wants(ExpiryEvent event) {
        return table.filter(name -> !name.equals(event.id().table().value())).isEmpty()
                && kind.filter(happening -> happening != Happening.of(event)).isEmpty();
    }

    ExpiryQuery behind(Cursor cursor) {
        return new ExpiryQuery(table, kind, since, Optional.of(cursor), limit, form);
    }
}
