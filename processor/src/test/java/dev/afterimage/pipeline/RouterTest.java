package dev.afterimage.pipeline;

import static dev.afterimage.commit.TestChanges.TABLE;
import static dev.afterimage.commit.TestChanges.expired;
import static dev.afterimage.commit.TestChanges.inserted;
import static dev.afterimage.commit.TestChanges.item;
import static dev.afterimage.commit.TestChanges.removed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.change.Change;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.table.TableDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class RouterTest {
    private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789Z");

    private final AuditRows auditRows = new AuditRows();
    private final ExpiryRows expiryRows = new ExpiryRows();

    @Test
    void a_change_that_nobody_projects_is_audited() {
        Change change = inserted(1);

        assertThat(writes(router(), change)).isEqualTo(audited(change, Optional.empty()));
    }

    @Test
    void shows_a_change_to_the_projections_of_its_table_only() {
        Projection here = projecting(TABLE, "here", change -> List.of(Write.delete(row("here", "a"))));
        Projection elsewhere = projecting(new TableName("others"), "elsewhere", change -> {
            throw new AssertionError("not asked");
        });

        assertThat(writes(router(here, elsewhere), inserted(1))).contains(Write.delete(row("here", "a")));
    }

    @Test
    void the_audit_entry_comes_first_and_names_the_derived_rows() {
        Projection one = projecting(TABLE, "one", change -> List.of(Write.delete(row("one", "a"))));
        Projection two = projecting(TABLE, "two", change -> List.of(Write.delete(row("two", "b"))));
        Change change = inserted(1);

        List<Write> writes = writes(router(one, two), change);

        List<Write> expected = new ArrayList<>(audited(change, Optional.empty(), row("one", "a"), row("two", "b")));
        expected.add(Write.delete(row("one", "a")));
        expected.add(Write.delete(row("two", "b")));
        assertThat(writes).isEqualTo(expected);
    }

    @Test
    void an_expiry_writes_its_event_and_a_delete_does_not() {
        Change.Expired expired = (Change.Expired) expired(1, "a", "x");

        assertThat(writes(router(), expired)).containsAll(expiryRows.encode(ExpiryEvent.of(expired, AT)));
        assertThat(writes(router(), removed(2, "b", "x")))
                .noneMatch(write -> write.row().table().equals(ExpiryRows.TABLE.name()));
    }

    @Test
    void writes_of_a_projection_to_one_row_become_one() {
        Projection projection = projecting(
                TABLE,
                "counts",
                change -> List.of(
                        Write.update(row("counts", "a")).add("count", 1),
                        Write.update(row("counts", "b")).add("count", 1),
                        Write.update(row("counts", "a")).add("count", 2)));

        assertThat(writes(router(projection), inserted(1)))
                .contains(
                        Write.update(row("counts", "a")).add("count", 3),
                        Write.update(row("counts", "b")).add("count", 1))
                .extracting(Write::row)
                .doesNotHaveDuplicates();
    }

    @Test
    void an_update_that_changes_nothing_is_left_out() {
        Projection projection = projecting(TABLE, "counts", change -> List.of(Write.update(row("counts", "a"))));
        Change change = inserted(1);

        assertThat(writes(router(projection), change)).isEqualTo(audited(change, Optional.empty()));
    }

    @Test
    void the_actor_is_read_from_the_new_image_and_nobody_is_blamed_for_a_delete() {
        Router router = new Router(List.of(), Map.of(TABLE, "value"), auditRows, expiryRows);
        Change inserted = inserted(1, "a", "alice");
        Change removed = removed(2, "a", "alice");

        assertThat(writes(router, inserted)).isEqualTo(audited(inserted, Optional.of("alice")));
        assertThat(writes(router, removed)).isEqualTo(audited(removed, Optional.empty()));
    }

    @Test
    void a_projection_that_throws_is_named_with_the_reason_and_the_place() {
        Projection failing = projecting(TABLE, "failing", change -> {
            throw new IllegalStateException("odd", new IllegalArgumentException("too odd"));
        });

        Routed.Failed failed = failed(router(failing), inserted(1));

        assertThat(failed.change()).isEqualTo(inserted(1));
        assertThat(failed.projection()).isEqualTo(failing.name());
        assertThat(failed.reason()).contains("odd", "caused by", "too odd", "RouterTest.java:");
    }

    @Test
    void a_projection_that_recurses_without_end_has_failed_too() {
        Projection endless = projecting(TABLE, "endless", change -> {
            throw new StackOverflowError();
        });

        assertThat(failed(router(endless), inserted(1)).reason()).contains("StackOverflowError");
    }

    @Test
    void a_write_to_a_table_that_is_not_declared_is_a_failure() {
        Projection stray = projecting(TABLE, "stray", change -> List.of(Write.delete(row("other", "a"))));

        assertThat(failed(router(stray), inserted(1)).reason()).contains("other", "does not declare");
    }

    @Test
    void writes_that_contradict_each_other_are_a_failure_of_their_projection() {
        Projection torn = projecting(
                TABLE,
                "torn",
                change -> List.of(
                        Write.put(row("torn", "a"), item("a", "x").attributes()),
                        Write.update(row("torn", "a")).add("value", 1)));

        assertThat(failed(router(torn), inserted(1)).projection()).isEqualTo(torn.name());
    }

    @Test
    void a_table_belongs_to_one_projection() {
        Projection one = projecting(TABLE, "shared", change -> List.of());
        Projection audit = projecting(TABLE, "audit", change -> List.of());

        assertThatThrownBy(() -> router(one, one)).hasMessageContaining("'shared', which belongs to projection shared");
        assertThatThrownBy(() -> router(audit)).hasMessageContaining("'audit', which belongs to Afterimage itself");
    }

    private Router router(Projection... projections) {
        return new Router(List.of(projections), Map.of(), auditRows, expiryRows);
    }

    private static List<Write> writes(Router router, Change change) {
        Routed routed = router.route(change, AT);
        assertThat(routed).isInstanceOf(Routed.Projected.class);
        return ((Routed.Projected) routed).projected().writes();
    }

    private static Routed.Failed failed(Router router, Change change) {
        Routed routed = router.route(change, AT);
        assertThat(routed).isInstanceOf(Routed.Failed.class);
        return (Routed.Failed) routed;
    }

    private List<Write> audited(Change change, Optional<String> actor, RowKey... rows) {
        return auditRows.encode(new AuditEntry(change, AT, actor, List.of(rows)));
    }

    private static RowKey row(String table, String id) {
        return new RowKey(new TableName(table), ItemKey.of("id", id));
    }

    /** A projection of one table to one other of the projection's own name. */
    private static Projection projecting(TableName source, String target, Function<Change, List<Write>> project) {
        return new Projection() {
            @Override
            public ProjectionName name() {
                return new ProjectionName(target);
            }

            @Override
            public Set<TableName> sources() {
                return Set.of(source);
            }

            @Override
            public List<DerivedTable> tables() {
                return List.of(DerivedTable.of(TableDefinition.of(target, KeySchema.of(KeyAttribute.string("id")))));
            }

            @Override
            public List<Write> project(Change change) {
                return project.apply(change);
            }
        };
    }
}
