package dev.afterimage.rebuild;

import static dev.afterimage.commit.TestChanges.inserted;
import static dev.afterimage.commit.TestChanges.item;
import static dev.afterimage.commit.TestChanges.modified;
import static dev.afterimage.commit.TestChanges.removed;
import static dev.afterimage.rebuild.SeenThings.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.commit.Guard;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.Redrive;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.item.Item;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.projection.Write;
import dev.afterimage.version.VersionMove;
import dev.afterimage.version.VersionState;
import dev.afterimage.version.Versions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RebuilderTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final Rebuilder.Extent EXTENT = new Rebuilder.Extent(3, 2);

    private final VersionWorld world = new VersionWorld(NOW);
    private final QuietListener listener = new QuietListener();
    private final Rebuilder rebuilder = world.rebuilder(listener);
    private final StopSwitch stop = new StopSwitch();
    private final ChangePipeline lane = world.opened(1);

    @Test
    void lanes_keep_the_first_version_alone_until_another_is_built() {
        lane.apply(List.of(inserted(1, "a", "one")));

        assertThat(rows(world.first)).hasSize(2);
        assertThat(rows(world.second)).isEmpty();
    }

    @Test
    void builds_what_the_log_holds_and_then_every_change_is_applied_to_both() {
        lane.apply(List.of(inserted(1, "a", "one"), inserted(2, "b", "wide"), modified(3, "a", "one", "two")));
        lane.apply(List.of(removed(4, "a", "two"), inserted(5, "a", "three")));

        assertThat(rebuild()).isEqualTo(new RebuildEnd.Done());

        assertThat(rows(world.second)).isEqualTo(rows(world.first)).hasSize(2 + 5 + SeenThings.WIDTH);
        assertThat(state()).containsInstanceOf(VersionState.Live.class);
        assertThat(world.all(world.second.versionName())).isExhausted();
        lane.apply(List.of(modified(6, "a", "three", "four"), inserted(7, "c", "wide")));
        assertThat(rows(world.second)).isEqualTo(rows(world.first));
        assertThat(rebuild()).isInstanceOf(RebuildEnd.Refused.class);
    }

    @Test
    void a_lane_leaves_items_that_are_not_built_to_whoever_builds_them() {
        lane.apply(List.of(inserted(1, "a", "one")));
        world.versions().change(NAME, 2, _ -> new Versions.Change.To(new VersionState.Building(NOW, 3)));
        ChangePipeline late = world.opened(1);
        late.apply(List.of(modified(2, "a", "one", "two"), modified(3, "a", "two", "wide"), inserted(4, "b", "wide")));

        assertThat(rows(world.second)).isEmpty();
        assertThat(rebuild()).isEqualTo(new RebuildEnd.Done());
        assertThat(rows(world.second)).isEqualTo(rows(world.first));
    }

    @Test
    void an_item_that_the_code_cannot_take_is_told_and_built_when_it_is_mended() {
        world.first.mended = true;
        lane.apply(List.of(inserted(1, "a", "fail"), modified(2, "a", "fail", "two"), inserted(3, "b", "one")));

        assertThat(rebuild()).isEqualTo(new RebuildEnd.Troubled(1));
        assertThat(listener.troubles)
                .first()
                .asString()
                .startsWith("things#id=a: ")
                .contains("cannot make sense");
        assertThat(state()).containsInstanceOf(VersionState.Building.class);
        assertThat(world.versions().switchTo(NAME, 2)).isInstanceOf(VersionMove.Refused.class);

        world.second.mended = true;
        assertThat(rebuild()).isEqualTo(new RebuildEnd.Done());
        assertThat(rows(world.second)).isEqualTo(rows(world.first));
    }

    @Test
    void an_item_whose_beginning_is_not_in_the_log_is_told() {
        lane.apply(List.of(modified(1, "a", "zero", "one"), inserted(2, "b", "one")));

        assertThat(rebuild()).isEqualTo(new RebuildEnd.Troubled(1));

        assertThat(listener.troubles).first().asString().contains("things#id=a", "not, or no more, in the log");
    }

    @Test
    void a_gap_in_the_log_is_told() {
        lane.apply(List.of(inserted(1, "a", "one"), modified(2, "a", "two", "three")));

        assertThat(rebuild()).isEqualTo(new RebuildEnd.Troubled(1));

        assertThat(listener.troubles).first().asString().contains("does not go on where the one before ended");
    }

    @Test
    void a_baseline_is_a_beginning_and_between_others_the_way_between_two_images() {
        Change baseline = new Change.Loaded(TestChanges.id(2, "a"), NOW, item("a", "two"));
        lane.apply(List.of(inserted(1, "a", "one"), baseline, modified(3, "a", "two", "three")));
        lane.apply(List.of(new Change.Loaded(TestChanges.id(4, "b"), NOW, item("b", "one"))));

        assertThat(rebuild()).isEqualTo(new RebuildEnd.Done());

        assertThat(rows(world.second)).isEqualTo(rows(world.first));
    }

    @Test
    void an_interrupted_build_goes_on_where_it_ended() {
        for (int i = 1; i <= 40; i++) {
            lane.apply(List.of(inserted(i, "thing-" + i, "one")));
        }
        QuietListener stopping = new QuietListener() {
            @Override
            public void built(String item) {
                super.built(item);
                if (built.size() == 5) {
                    stop.raise();
                }
            }
        };

        assertThat(world.rebuilder(stopping).rebuild(NAME, 2, EXTENT, stop)).isEqualTo(new RebuildEnd.Stopped());
        assertThat(rows(world.second)).hasSizeLessThan(40);
        lane.apply(List.of(modified(41, "thing-1", "one", "two")));

        assertThat(world.rebuilder(listener).rebuild(NAME, 2, EXTENT, new StopSwitch()))
                .isEqualTo(new RebuildEnd.Done());
        assertThat(rows(world.second)).isEqualTo(rows(world.first));
        assertThat(listener.built.size() + stopping.built.size()).isGreaterThanOrEqualTo(40);
    }

    @Test
    void a_paused_version_misses_changes_and_catches_them_up() {
        lane.apply(List.of(inserted(1, "a", "one"), inserted(2, "b", "one")));
        rebuild();

        assertThat(rebuilder.pause(NAME, 2, stop)).isEqualTo(new RebuildEnd.Done());
        Map<String, Item> before = rows(world.second);
        lane.apply(List.of(modified(3, "a", "one", "two"), modified(4, "a", "two", "wide"), inserted(5, "c", "one")));
        assertThat(rows(world.second)).isEqualTo(before);
        assertThat(rows(world.first)).hasSizeGreaterThan(before.size());

        assertThat(rebuilder.resume(NAME, 2, stop)).isEqualTo(new RebuildEnd.Done());
        lane.apply(List.of(modified(6, "a", "wide", "three"), modified(7, "b", "one", "two")));
        assertThat(rows(world.second)).isEqualTo(rows(world.first));
        assertThat(state()).containsInstanceOf(VersionState.Live.class);
    }

    @Test
    void the_first_version_can_be_paused_too() {
        lane.apply(List.of(inserted(1, "a", "one")));
        assertThat(rebuilder.pause(NAME, 1, stop)).isEqualTo(new RebuildEnd.Done());
        lane.apply(List.of(modified(2, "a", "one", "two")));
        assertThat(rows(world.first)).hasSize(2);

        assertThat(rebuilder.resume(NAME, 1, stop)).isEqualTo(new RebuildEnd.Done());

        assertThat(rows(world.first)).hasSize(3);
    }

    @Test
    void what_waits_parked_for_a_paused_version_is_settled_before_it_is_resumed() {
        lane.apply(List.of(inserted(1, "a", "fail")));
        assertThat(world.memory.parkingLot().markers(TestChanges.TABLE)).hasSize(1);
        rebuilder.pause(NAME, 1, stop);
        lane.apply(List.of(modified(2, "a", "fail", "two")));

        assertThat(rebuilder.resume(NAME, 1, stop)).isEqualTo(new RebuildEnd.Troubled(1));

        assertThat(listener.troubles).first().asString().contains("parked");
        assertThat(rows(world.first)).isEmpty();
    }

    @Test
    void a_dropped_version_has_no_rows_and_can_be_built_anew() {
        lane.apply(List.of(inserted(1, "a", "one")));
        rebuild();
        assertThat(rebuilder.drop(NAME, 1, true, stop)).isInstanceOf(RebuildEnd.Refused.class);

        assertThat(rebuilder.drop(NAME, 2, true, stop)).isEqualTo(new RebuildEnd.Done());
        lane.apply(List.of(modified(2, "a", "one", "two")));
        assertThat(rows(world.second)).isEmpty();

        assertThat(rebuild()).isEqualTo(new RebuildEnd.Done());
        assertThat(rows(world.second)).isEqualTo(rows(world.first));
    }

    @Test
    void a_version_that_readers_may_be_sent_back_to_is_kept() {
        lane.apply(List.of(inserted(1, "a", "one")));
        rebuild();
        assertThat(world.versions().switchTo(NAME, 2)).isInstanceOf(VersionMove.Made.class);

        assertThat(rebuilder.drop(NAME, 1, true, stop))
                .isInstanceOfSatisfying(
                        RebuildEnd.Refused.class,
                        refused -> assertThat(refused.reason()).contains("kept until 2026-03-11"));
        lane.apply(List.of(modified(2, "a", "one", "two")));
        assertThat(rows(world.second)).isEqualTo(rows(world.first));
        assertThat(world.versions().rollBack(NAME)).isInstanceOf(VersionMove.Made.class);
        assertThat(world.of(NAME).orElseThrow().current()).isEqualTo(1);
        assertThat(world.versions().rollBack(NAME)).isInstanceOf(VersionMove.Made.class);

        assertThat(rebuilder.drop(NAME, 1, false, stop)).isEqualTo(new RebuildEnd.Done());
        assertThat(rows(world.first)).isEmpty();
    }

    @Test
    void nothing_is_built_into_a_table_that_is_not_empty() {
        lane.apply(List.of(inserted(1, "a", "one")));
        rebuild();
        world.versions().change(NAME, 2, _ -> new Versions.Change.To(new VersionState.Dropped(NOW)));

        assertThat(rebuild())
                .isInstanceOfSatisfying(
                        RebuildEnd.Refused.class,
                        refused -> assertThat(refused.reason()).contains("is not empty"));
    }

    @Test
    void compares_versions_and_the_sources() {
        lane.apply(List.of(inserted(1, "a", "one"), inserted(2, "b", "one")));
        rebuild();
        Comparison comparison = world.comparison(new Comparison.Scope(Set.of(), Long.MAX_VALUE));
        assertThat(comparison.versions(world.first, world.second, difference -> {}))
                .isEqualTo(new Comparison.Report(4, 0));

        world.memory.commit(new Redrive(
                List.of(new GuardedWrite(Write.delete(world.second.row("a")), new Guard.Absent("nothing"))),
                List.of()));
        List<Difference> found = new ArrayList<>();
        assertThat(comparison.versions(world.first, world.second, found::add)).isEqualTo(new Comparison.Report(4, 1));
        assertThat(found).singleElement().satisfies(difference -> {
            assertThat(difference.row()).isEqualTo(world.first.row("a"));
            assertThat(difference.attributes()).containsExactly("id", "last");
        });
        found.clear();
        assertThat(comparison.versions(world.second, world.first, found::add).different())
                .isEqualTo(1);

        world.sourceItems.add(item("a", "one"));
        assertThat(comparison.source(world.first, found::add).different()).isPositive();
    }

    private RebuildEnd rebuild() {
        return rebuilder.rebuild(NAME, 2, EXTENT, stop);
    }

    private Optional<VersionState> state() {
        return world.of(NAME).orElseThrow().state(2);
    }

    private Map<String, Item> rows(SeenThings version) {
        return world.memory.rows(version.table().name()).stream()
                .collect(Collectors.toMap(row -> row.string("id").orElseThrow(), row -> row));
    }
}
