package dev.afterimage.rebuild;

import static dev.afterimage.commit.TestChanges.expired;
import static dev.afterimage.commit.TestChanges.inserted;
import static dev.afterimage.commit.TestChanges.modified;
import static dev.afterimage.commit.TestChanges.removed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.change.Change;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.Transaction;
import dev.afterimage.item.Item;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.StopSwitch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each moment of a build at which an item may change, and each way in which it may. */
final class RebuildInterleavingTest {
    private final VersionWorld world = new VersionWorld(Instant.parse("2026-03-04T05:06:07Z"));
    private final ChangePipeline lane = world.opened(1);
    private boolean changed;

    /** When something happens to an item. */
    enum Moment {
        BEFORE_THE_LANE_KNOWS_OF_THE_BUILD,
        BEFORE_ITS_LOG_IS_READ,
        BETWEEN_THE_READING_OF_ITS_LOG_AND_THE_COMMIT,
        AFTER_IT_IS_BUILT,
        WHEN_THE_WALK_HAS_ENDED
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void a_change(Moment moment) {
        build(moment, modified(10, "a", "one", "two"));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void a_delete(Moment moment) {
        build(moment, removed(10, "a", "one"));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void an_expiry(Moment moment) {
        build(moment, expired(10, "a", "one"));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void a_delete_and_a_new_item_of_the_same_key(Moment moment) {
        build(moment, removed(10, "a", "one"), inserted(11, "a", "again"));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void an_item_of_which_the_log_had_nothing(Moment moment) {
        build(moment, inserted(10, "new", "one"), modified(11, "new", "one", "two"));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void a_change_that_goes_into_several_transactions(Moment moment) {
        build(moment, modified(10, "a", "one", "wide"), modified(11, "a", "wide", "two"));
    }

    /** The changes come one by one, so that what comes next meets what the first has left. */
    private void build(Moment moment, Change... changes) {
        lane.apply(List.of(inserted(1, "a", "one")));
        Rebuilder rebuilder = world.rebuilder(
                between(() -> at(moment, Moment.BETWEEN_THE_READING_OF_ITS_LOG_AND_THE_COMMIT, changes)),
                new Watching(moment, changes));

        assertThat(rebuilder.rebuild(SeenThings.NAME, 2, new Rebuilder.Extent(1, 1), new StopSwitch()))
                .isEqualTo(new RebuildEnd.Done());

        assertThat(changed).isTrue();
        assertThat(rows(world.second)).isEqualTo(rows(world.first));
        assertThat(rows(world.second).values())
                .allMatch(row ->
                        row.number("times").map(times -> times.intValue() == 1).orElse(true));
        assertThat(world.all(world.second.versionName())).isExhausted();
    }

    private void at(Moment wanted, Moment now, Change... changes) {
        if (wanted == now && !changed) {
            changed = true;
            for (Change change : changes) {
                assertThat(lane.apply(List.of(change))).isTrue();
            }
        }
    }

    private Committer between(Runnable before) {
        return transaction -> commit(transaction, before);
    }

    private CommitOutcome commit(Transaction transaction, Runnable before) {
        if (transaction.writes().stream()
                .anyMatch(
                        write -> write.row().table().equals(world.second.table().name()))) {
            before.run();
        }
        return world.memory.commit(transaction);
    }

    private Map<String, Item> rows(SeenThings version) {
        return world.memory.rows(version.table().name()).stream()
                .collect(Collectors.toMap(row -> row.string("id").orElseThrow(), row -> row));
    }

    /** Lets things happen where a build tells how far it is. */
    private final class Watching implements RebuildListener {
        private final Moment moment;
        private final Change[] changes;

        private Watching(Moment moment, Change... changes) {
            this.moment = moment;
            this.changes = changes;
        }

        @Override
        public void built(String item) {
            at(moment, Moment.AFTER_IT_IS_BUILT, changes);
        }

        @Override
        public void troubled(String item, String reason) {
            throw new AssertionError(item + ": " + reason);
        }

        @Override
        public void begins(String what) {
            if (what.startsWith("every lane")) {
                at(moment, Moment.BEFORE_THE_LANE_KNOWS_OF_THE_BUILD, changes);
            } else if (what.startsWith("the audit log")) {
                at(moment, Moment.BEFORE_ITS_LOG_IS_READ, changes);
            } else {
                at(moment, Moment.WHEN_THE_WALK_HAS_ENDED, changes);
            }
        }
    }
}
