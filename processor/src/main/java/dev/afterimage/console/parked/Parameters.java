package dev.afterimage.console.parked;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.inspection.NotUnderstoodException;
import dev.afterimage.inspection.Understood;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.pipeline.Redriver;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Function;

/** What requests about parked changes say. */
final class Parameters {
    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 1_000;

    private Parameters() {}

    /** A parameter of the address or of the form; empty where it is blank. */
    static Optional<String> given(Context request, String name) {
        return Optional.ofNullable(request.queryParam(name))
                .or(() -> Optional.ofNullable(request.formParam(name)))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    static Optional<Cursor> cursor(Context request) {
        return given(request, "cursor").map(text -> parsed(text, Cursor::new));
    }

    static int limit(Context request) {
        return given(request, "limit")
                .map(text -> parsed(text, Parameters::limit))
                .orElse(USUAL_LIMIT);
    }

    private static int limit(String text) {
        if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MOST) {
            return Integer.parseInt(text);
        }
        throw new NotUnderstoodException("'" + text + "' is no limit: a page has 1 to " + MOST + " items");
    }

    /** From which change on an item's changes are shown. */
    static SequenceNumber first(Context request) {
        return given(request, "from")
                .map(text -> parsed(text, SequenceNumber::new))
                .orElse(new SequenceNumber("0"));
    }

    /** The changes that are to be given up: {@code 7}, or {@code 7-9} for those from one to another. */
    static Redriver.Range changes(Context request) {
        String text = given(request, "changes")
                .orElseThrow(() -> new NotUnderstoodException(
                        "say which changes to give up: the parameter 'changes' is the number of one, or FIRST-LAST"));
        int dash = text.indexOf('-');
        return dash < 0
                ? range(text, text)
                : range(
                        text.substring(0, dash).strip(),
                        text.substring(dash + 1).strip());
    }

    private static Redriver.Range range(String first, String last) {
        return new Redriver.Range(parsed(first, SequenceNumber::new), parsed(last, SequenceNumber::new));
    }

    /** A parsed text; a {@link NotUnderstoodException} where it is none of its kind. */
    static <T> T parsed(String text, Function<String, T> parser) {
        return Understood.of(() -> parser.apply(text));
    }
}
