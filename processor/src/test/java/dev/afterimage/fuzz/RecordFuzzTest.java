package dev.afterimage.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.commit.ProjectedChange;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.fuzz.WildRecords.Sourced;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemRules;
import dev.afterimage.item.ItemSize;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.pipeline.Routed;
import dev.afterimage.pipeline.Router;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Write;
import dev.afterimage.stream.MalformedRecord;
import dev.afterimage.stream.RecordDecoder;
import dev.afterimage.todo.TodoProjections;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/** Whatever a stream may hold, on its whole way from the record to the rows that are committed. */
class RecordFuzzTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final int LONGEST_MESSAGE = 1_000;
    private static final AuditRows AUDIT = new AuditRows(Optional.of(Duration.ofDays(90)));
    private static final ExpiryRows EXPIRY = new ExpiryRows();
    private static final Router ROUTER = new Router(TodoProjections.all(), Map.of(), AUDIT, EXPIRY)
            .reading(new InMemoryCommitter(TodoProjections.all().stream()
                            .flatMap(projection -> projection.tables().stream())
                            .toList())
                    .storedRows());
    private static final List<DerivedTable> TABLES = Stream.concat(
                    Stream.of(DerivedTable.of(AuditRows.TABLE), DerivedTable.of(ExpiryRows.TABLE)),
                    TodoProjections.all().stream().flatMap(projection -> projection.tables().stream()))
            .toList();

    @Test
    void a_sound_record_is_a_change_with_the_images_that_were_put_in() {
        Fuzz.inputs(
                "sound records",
                300,
                chaos -> new Sourced(WildRecords.source(chaos), WildRecords.sound(chaos, 1)),
                sourced -> {
                    StreamRecord data = sourced.record().dynamodb();
                    Change change = new RecordDecoder(sourced.source()).decode(sourced.record());

                    assertThat(attributes(change.before())).isEqualTo(data.oldImage());
                    assertThat(attributes(change.after())).isEqualTo(data.newImage());
                    assertThat(change.key().attributes()).isEqualTo(data.keys());
                    goesOn(change);
                });
    }

    @Test
    void a_wild_record_is_a_change_that_can_be_applied_or_is_malformed() {
        Fuzz.inputs(
                "wild records",
                700,
                chaos -> new Sourced(WildRecords.source(chaos), WildRecords.wild(chaos, 1)),
                sourced -> decoded(sourced).ifPresent(RecordFuzzTest::goesOn));
    }

    private static Map<String, AttributeValue> attributes(Optional<Item> image) {
        return image.orElse(Item.empty()).attributes();
    }

    private static Optional<Change> decoded(Sourced sourced) {
        Record record = sourced.record();
        try {
            return Optional.of(new RecordDecoder(sourced.source()).decode(record));
        } catch (MalformedRecord malformed) {
            assertThat(malformed.getMessage()).isNotBlank().hasSizeLessThan(LONGEST_MESSAGE);
            return Optional.empty();
        }
    }

    /** The way behind the decoder. A projection may fail, and says so; nothing else may. */
    private static void goesOn(Change change) {
        AuditEntry entry = new AuditEntry(change, AT, Optional.of("somebody"), List.of());
        List<Write> rows = AUDIT.encode(entry);
        rows.forEach(RecordFuzzTest::requireWritable);
        assertThat(AuditRows.decode(shuffled(rows))).isEqualTo(entry);
        if (change instanceof Change.Expired expired) {
            ExpiryEvent event = ExpiryEvent.of(expired, AT);
            List<Write> eventRows = EXPIRY.encode(event);
            eventRows.forEach(RecordFuzzTest::requireWritable);
            assertThat(ExpiryRows.decode(shuffled(eventRows))).isEqualTo(event);
        }
        switch (ROUTER.route(change, AT)) {
            case Routed.Failed failed -> assertThat(failed.reason()).isNotBlank();
            case Routed.Projected projected -> commit(projected.projected());
            case Routed.Wanting _, Routed.Later _ -> throw new AssertionError(change.id() + " has no answer");
        }
    }

    private static void requireWritable(Write write) {
        Write.Put put = (Write.Put) write;
        assertThat(put.size()).isLessThanOrEqualTo(ItemSize.LIMIT);
        assertThat(ItemRules.withinLevels(put.item().attributes())).isTrue();
    }

    private static List<Item> shuffled(List<Write> rows) {
        List<Item> items = new ArrayList<>();
        rows.forEach(row -> items.add(((Write.Put) row).item()));
        Collections.reverse(items);
        return items;
    }

    private static void commit(ProjectedChange change) {
        InMemoryCommitter committer = new InMemoryCommitter(TABLES);
        Position start = Position.start(new Lane(change.change().table(), new ShardId("s1")));
        for (CommitPlan plan : new CommitPlanner(CommitLimits.DYNAMODB).plan(start, List.of(change), AT)) {
            assertThat(plan.writes()).hasSizeLessThanOrEqualTo(100);
            CommitOutcome outcome = committer.commit(plan);
            if (outcome instanceof CommitOutcome.Rejected) {
                return;
            }
            assertThat(outcome).isInstanceOf(CommitOutcome.Applied.class);
        }
    }
}
