package dev.afterimage.demo.report;

import dev.afterimage.audit.AuditVerifier;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.item.TableName;
import dev.afterimage.ledger.Page;
import dev.afterimage.ledger.PageRequest;
import dev.afterimage.ledger.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Looks at tables and streams from the outside, and reports whether the worker has kept its promises. */
public final class Inspection {
    private static final int PAGE = 500;

    private final Scans scans;
    private final PlainStreams streams;
    private final List<TableName> sources;
    private final Instant since;
    private final UnaryOperator<String> tableOfView;
    private final Recorded recorded;

    /**
     * An inspection of these sources and of what was made of them.
     *
     * @param since before anything was recorded
     * @param tableOfView what a view's table is called in DynamoDB
     */
    public Inspection(
            DynamoDbClient tables,
            DynamoDbStreamsClient streams,
            List<TableName> sources,
            Instant since,
            UnaryOperator<String> tableOfView,
            Recorded recorded) {
        this.scans = new Scans(tables);
        this.streams = new PlainStreams(tables, streams);
        this.sources = List.copyOf(sources);
        this.since = since;
        this.tableOfView = tableOfView;
        this.recorded = recorded;
    }

    /**
     * The report of a moment in which nothing changed: items lapse also while nobody writes, so an inspection during
     * which something did, or which came before the worker was through, is made again as long as there is patience.
     */
    public Report settled(BooleanSupplier patience) {
        while (true) {
            List<StreamRecord> before = streams.of(sources);
            Report report = report(before);
            boolean settled = streams.of(sources).size() == before.size() && report.holds();
            if (settled || !patience.getAsBoolean()) {
                return report;
            }
        }
    }

    private Report report(List<StreamRecord> records) {
        Finding audited = Verification.audited(records, entries());
        int wrong = audited.problems().size();
        return new Report(
                records.size(),
                records.size() - wrong,
                parked(),
                (int) records.stream().filter(StreamRecord::expiry).count(),
                audited,
                continuity(),
                Verification.expired(records, events()),
                views());
    }

    private int parked() {
        return sources.stream()
                .flatMap(table -> recorded.parkingLot().markers(table).stream())
                .mapToInt(marker -> (int) marker.waiting())
                .sum();
    }

    private List<String> entries() {
        List<String> entries = new ArrayList<>();
        recorded.log()
                .records()
                .forEachRemaining(record -> entries.add(Verification.entry(record.item(), record.sequence())));
        return entries;
    }

    private List<String> events() {
        List<String> events = new ArrayList<>();
        TimeRange range = new TimeRange(since, Instant.now().plusSeconds(1));
        Page<ExpiryEvent> page = recorded.expirations().recorded(range, PageRequest.oldest(PAGE));
        addDeletions(page, events);
        while (page.more() && page.end().isPresent()) {
            page = recorded.expirations()
                    .recorded(range, PageRequest.oldest(PAGE).after(page.end().get()));
            addDeletions(page, events);
        }
        return events;
    }

    private static void addDeletions(Page<ExpiryEvent> page, List<String> events) {
        page.entries().stream()
                .filter(ExpiryEvent.Deleted.class::isInstance)
                .map(Inspection::name)
                .forEach(events::add);
    }

    private static String name(ExpiryEvent event) {
        return Verification.entry(
                Verification.item(event.id().table(), event.id().key().canonical()),
                event.id().sequence().padded());
    }

    private Finding continuity() {
        AuditVerifier.Report verified = new AuditVerifier(recorded.log()).verify(Instant.now());
        return new Finding(
                "the audit log is continuous over " + verified.items() + " items, " + verified.entries() + " entries",
                verified.firstBreak().map(Object::toString).stream().toList());
    }

    private Finding views() {
        Map<String, Set<Row>> expected = Recomputation.of(scans).views();
        return Verification.views(expected, Recomputation.found(scans, tableOfView));
    }
}
