package dev.afterimage.undo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditEntry.Operation;
import dev.afterimage.audit.AuditSamples;
import dev.afterimage.history.AuditFilter;
import dev.afterimage.history.AuditQuery;
import dev.afterimage.history.Target;
import dev.afterimage.ledger.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SurveyorTest {
    private static final Target BEFORE = new Target.At(AuditSamples.at(999));
    private static final AuditQuery QUERY = new AuditQuery(
            List.of(UndoWorld.ITEMS),
            new TimeRange(AuditSamples.at(1_000), AuditSamples.at(9_000)),
            new AuditFilter(Set.of(Operation.MODIFY), Optional.empty(), Optional.empty()));

    private final UndoWorld world = new UndoWorld();

    @Test
    void finds_each_item_once_and_says_what_would_become_of_it() {
        for (int i = 0; i < 300; i++) {
            String list = "L" + i;
            world.change(500 + i, list, Optional.empty(), UndoWorld.text(list, "good"));
            world.change(1_000 + i, list, UndoWorld.text(list, "good"), UndoWorld.text(list, "bad"));
            world.change(2_000 + i, list, UndoWorld.text(list, "bad"), UndoWorld.text(list, "worse"));
        }
        world.now("L7", UndoWorld.text("L7", "good"));
        world.change(3_000, "young", UndoWorld.text("young", "a"), UndoWorld.text("young", "b"));
        List<Survey> progress = new ArrayList<>();

        Survey survey = survey(progress);

        assertThat(survey.end()).isEqualTo(Survey.End.ALL_SEEN);
        assertThat(survey.found()).isEqualTo(301);
        assertThat(survey.items()).hasSize(299);
        assertThat(survey.same()).isEqualTo(1);
        assertThat(survey.obstacles())
                .singleElement()
                .satisfies(obstacle -> assertThat(obstacle.reason()).contains("begins with change"));
        assertThat(survey.writeUnits()).isEqualTo(299);
        assertThat(survey.cost().requests()).isGreaterThan(900);
        assertThat(progress).isNotEmpty().allMatch(part -> part.end() == Survey.End.UNDER_WAY);

        Undoer undoer = world.undoer();
        survey.items().forEach(item -> {
            world.clock.advance(Duration.ofMillis(1));
            assertThat(undoer.undo(item.table(), item.key(), BEFORE, Optional.of(item.seen())))
                    .isInstanceOf(UndoEnd.Done.class);
        });
        assertThat(world.now("L299")).isEqualTo(UndoWorld.text("L299", "good"));
        assertThat(survey(progress).items()).isEmpty();
    }

    @Test
    void ends_where_it_is_told_to() {
        for (int i = 0; i < 5; i++) {
            world.change(1_000 + i, "L" + i, UndoWorld.text("L" + i, "a"), UndoWorld.text("L" + i, "b"));
        }
        world.stop.raise();

        assertThat(survey(new ArrayList<>()))
                .extracting(Survey::end, Survey::found)
                .containsExactly(Survey.End.STOPPED, 0);
    }

    private Survey survey(List<Survey> progress) {
        return new Surveyor(world.log, world.planner, world.stop).survey(QUERY, BEFORE, progress::add);
    }
}
