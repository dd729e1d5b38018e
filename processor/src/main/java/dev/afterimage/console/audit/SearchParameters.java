package dev.afterimage.console.audit;

import dev.afterimage.audit.AuditEntry.Operation;
import dev.afterimage.console.web.Address;
import dev.afterimage.history.AuditFilter;
import dev.afterimage.history.Period;
import dev.afterimage.inspection.Moment;
import dev.afterimage.inspection.NotUnderstoodException;
import dev.afterimage.inspection.Understood;
import dev.afterimage.ledger.Cursor;
import dev.afterimage.ledger.Order;
import dev.afterimage.ledger.PageRequest;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What somebody looks for in the audit log, as an address says it; the same for pages and programs. */
public record SearchParameters(
        List<String> tables,
        Optional<String> from,
        Optional<String> until,
        List<String> operations,
        Optional<String> actor,
        Optional<String> changed,
        Optional<String> cursor,
        Optional<String> limit) {
    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 1_000;

    /** As an address says it. */
    public static SearchParameters of(Context request) {
        return of(request::queryParams);
    }

    /** As a form says it. */
    public static SearchParameters ofForm(Context request) {
        return of(request::formParams);
    }

    private static SearchParameters of(Function<String, List<String>> sent) {
        return new SearchParameters(
                all(sent, "table"),
                one(sent, "from"),
                one(sent, "until"),
                all(sent, "operation"),
                one(sent, "actor"),
                one(sent, "changed"),
                one(sent, "cursor"),
                one(sent, "limit"));
    }

    private static List<String> all(Function<String, List<String>> sent, String name) {
        return sent.apply(name).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static Optional<String> one(Function<String, List<String>> sent, String name) {
        return all(sent, name).stream().findFirst();
    }

    public AuditFilter filter() {
        Set<Operation> meant = operations.stream()
                .map(SearchParameters::operation)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Operation.class)));
        return new AuditFilter(meant, actor, changed);
    }

    private static Operation operation(String name) {
        try {
            return Operation.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new NotUnderstoodException("'" + name + "' is no operation: write one of "
                    + Arrays.stream(Operation.values()).map(Operation::name).collect(Collectors.joining(", ")));
        }
    }

    public Period period(Instant now) {
        Optional<Instant> start = from.map(text -> Moment.parse(text).at(now));
        Optional<Instant> end = until.map(text -> Moment.parse(text).at(now));
        if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
            throw new NotUnderstoodException(
                    "a time cannot end (" + end.get() + ") before it begins (" + start.get() + ")");
        }
        return new Period(start, end);
    }

    PageRequest page() {
        return new PageRequest(
                Order.NEWEST_FIRST,
                cursor.map(SearchParameters::cursor),
                limit.map(SearchParameters::limit).orElse(USUAL_LIMIT));
    }

    private static Cursor cursor(String token) {
        return Understood.of(() -> new Cursor(token));
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException notOne) {
            // The same as a number that is too large.
        }
        throw new NotUnderstoodException("'" + text + "' is no limit: a page has 1 to " + MOST + " entries");
    }

    /** Whether an operation is among those that are meant. */
    public boolean means(Operation operation) {
        return operations.stream().anyMatch(name -> name.equalsIgnoreCase(operation.name()));
    }

    /** An address with everything but the cursor, whatever table it is about. */
    Address filters(Address base) {
        Address address = base.with("from", from).with("until", until);
        for (String operation : operations) {
            address = address.with("operation", operation);
        }
        return address.with("actor", actor).with("changed", changed).with("limit", limit);
    }

    /** The address of a search. */
    Address search(Address base) {
        Address address = base;
        for (String table : tables) {
            address = address.with("table", table);
        }
        return filters(address);
    }

    /** The same search over another time. */
    SearchParameters over(String otherFrom) {
        return new SearchParameters(
                tables, Optional.of(otherFrom), until, operations, actor, changed, Optional.empty(), limit);
    }
}
