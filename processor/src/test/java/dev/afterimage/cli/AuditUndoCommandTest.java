package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.audit.AuditSamples;
import dev.afterimage.audit.UndoNote;
import dev.afterimage.item.Item;
import dev.afterimage.pipeline.StopSwitch;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import dev.afterimage.undo.PutBackOutcome;
import dev.afterimage.undo.UndoWorld;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AuditUndoCommandTest {
    private static final Map<String, String> ALLOWED = Map.of("AFTERIMAGE_UNDO_ALLOW", "true");
    private static final String TO_MILK = "--to=" + AuditSamples.at(15);
    private static final String ALL = "--since=" + AuditSamples.at(0);
    private static final Optional<Item> MILK = UndoWorld.text("L1", "milk");
    private static final Optional<Item> BREAD = UndoWorld.text("L1", "bread");

    private final FakeProgram program = new FakeProgram();
    private final UndoWorld world = program.undo;
    private final Person person = new Person();

    /** Somebody at a terminal, who is asked and answers. */
    private static final class Person implements Terminal {
        private final List<String> asked = new ArrayList<>();
        private boolean present = true;
        private boolean answer = true;

        @Override
        public boolean attended() {
            return present;
        }

        @Override
        public boolean agrees(String question) {
            asked.add(question);
            return answer;
        }
    }

    @BeforeEach
    void milk_and_then_bread() {
        program.search = () -> world.log;
        program.keys.put(
                UndoWorld.ITEMS, KeySchema.of(KeyAttribute.string("list_id"), KeyAttribute.string("datetime")));
        world.change(10, "L1", Optional.empty(), MILK);
        world.change(20, "L1", MILK, BREAD);
    }

    @Test
    void is_refused_where_the_configuration_does_not_allow_it() {
        CliRun run = CliRun.of(
                program, "audit", "undo", "items/L1/D1", TO_MILK, "--dry-run", "--endpoint=http://127.0.0.1:8000");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("undo.allow: true");
        assertThat(program.open).isZero();
    }

    @Test
    void a_dry_run_shows_what_the_item_would_become_and_writes_nothing() {
        CliRun run = undo("items/L1/D1", TO_MILK, "--dry-run");

        assertThat(run.exitCode()).isZero();
        assertThat(run.lines())
                .containsExactly(
                        "would put back items/datetime=D1&list_id=L1 to what it was after change #000000000000000000010, for 1"
                                + " write unit",
                        "    ~ description: \"bread\" → \"milk\"",
                        "nothing was written");
        assertThat(world.now("L1")).isEqualTo(BREAD);
        assertThat(world.notes()).isEmpty();
        assertThat(program.open).isZero();
    }

    @Test
    void puts_an_item_back_after_a_question_and_notes_who_did_it() {
        CliRun run = undo("items/L1/D1", TO_MILK, "--operator", "ann", "--reason", "a bad deploy");

        assertThat(run.exitCode()).isZero();
        assertThat(person.asked).containsExactly("put it back?");
        assertThat(run.lines())
                .endsWith("put back items/datetime=D1&list_id=L1", "1 item put back, for 1.0 write units");
        assertThat(world.now("L1")).isEqualTo(MILK);
        assertThat(world.notes()).singleElement().satisfies(note -> {
            assertThat(note.operator()).isEqualTo("ann");
            assertThat(note.reason()).contains("a bad deploy");
        });
        assertThat(undo("items/L1/D1", TO_MILK).lines())
                .containsExactly("items/datetime=D1&list_id=L1 is what it was then: there is nothing to put back");
    }

    @Test
    void writes_nothing_where_the_answer_is_no_or_nobody_is_there_to_give_one() {
        person.answer = false;
        assertThat(undo("items/L1/D1", TO_MILK))
                .returns(1, CliRun::exitCode)
                .satisfies(run -> assertThat(run.out()).endsWith("nothing was written\n"));
        person.present = false;
        assertThat(undo("items/L1/D1", TO_MILK))
                .returns(2, CliRun::exitCode)
                .satisfies(run -> assertThat(run.err()).contains("--yes"));
        assertThat(world.now("L1")).isEqualTo(BREAD);
        assertThat(undo("items/L1/D1", TO_MILK, "--yes").exitCode()).isZero();
        assertThat(world.now("L1")).isEqualTo(MILK);
    }

    @Test
    void says_why_an_item_cannot_be_put_back() {
        CliRun run = undo("items/L1/D1", "--to=" + AuditSamples.at(1));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).startsWith("cannot put back items/datetime=D1&list_id=L1: the audit log begins with");
        assertThat(person.asked).isEmpty();
    }

    @Test
    void leaves_alone_what_changes_while_the_operator_thinks() {
        world.items.next(putBack -> {
            world.now("L1", UndoWorld.text("L1", "cheese"));
            return world.items.write(putBack);
        });

        CliRun run = undo("items/L1/D1", TO_MILK, "--yes");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines())
                .endsWith(
                        "not put back: items/datetime=D1&list_id=L1: it has changed since it was looked at, and was left"
                                + " alone",
                        "0 items put back, for 0.0 write units; 1 had changed and were left alone");
        assertThat(world.now("L1")).isEqualTo(UndoWorld.text("L1", "cheese"));
        assertThat(world.notes()).extracting(UndoNote::outcome).containsExactly(UndoNote.Outcome.CHANGED);
    }

    @Test
    void puts_back_all_that_a_search_finds_and_tells_what_it_could_not() {
        more_lists();

        CliRun run = undo("--table", "items", ALL, TO_MILK);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(person.asked).containsExactly("put 2 items back?");
        assertThat(run.lines())
                .anySatisfy(line -> assertThat(line).startsWith("cannot put back items/datetime=D1&list_id=L3: "))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(
                                "2 items would be put back, for about 2 write units of the source tables without their"
                                        + " indexes; 1 as they were, 1 cannot be put back; looking cost "))
                .endsWith(
                        "put back items/datetime=D1&list_id=L2",
                        "put back items/datetime=D1&list_id=L1",
                        "2 items put back, for 2.0 write units");
        assertThat(world.now("L1")).isEqualTo(MILK);
        assertThat(world.now("L2")).isEqualTo(UndoWorld.text("L2", "tea"));
        assertThat(world.now("L3")).isEqualTo(UndoWorld.text("L3", "new"));
        assertThat(world.notes()).hasSize(2);
    }

    @Test
    void a_dry_run_of_a_search_shows_each_item_and_filters_narrow_it_down() {
        more_lists();

        CliRun run = undo("--table", "items", ALL, TO_MILK, "--dry-run");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "    ~ description: \"coffee\" → \"tea\"\n",
                        "    ~ description: \"bread\" → \"milk\"\n",
                        "dry run: nothing was written; 2 items would be put back");
        assertThat(world.now("L1")).isEqualTo(BREAD);
        assertThat(undo("--table", "items", ALL, TO_MILK, "--dry-run", "--operation", "REMOVE")
                        .out())
                .startsWith("dry run: nothing was written; 0 items would be put back");
    }

    @Test
    void a_signal_ends_it_after_the_item_at_hand() {
        more_lists();
        StopSwitch signal = new StopSwitch();
        world.items.next(putBack -> {
            PutBackOutcome outcome = world.items.write(putBack);
            signal.raise();
            return outcome;
        });

        CliRun run = CliRun.of(
                new Setting(program, ALLOWED, patience -> signal, person, InstantSource.fixed(CliRun.NOW)),
                arguments("--table", "items", ALL, TO_MILK, "--yes"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).endsWith("1 item put back, for 1.0 write units; stopped before 1 others\n");
        assertThat(world.now("L1")).isEqualTo(BREAD);
    }

    @Test
    void scripts_are_told_in_json() {
        CliRun run = undo("items/L1/D1", TO_MILK, "--yes", "-o", "json");

        assertThat(run.lines())
                .satisfiesExactly(
                        plan -> assertThat(plan)
                                .startsWith("{\"item\":\"items/datetime=D1&list_id=L1\",\"to\":\"" + AuditSamples.at(15)
                                        + "\",\"state\":\"ready\",\"change\":\"000000000000000000010\",\"seen\":\"")
                                .contains("\"path\":\"description\"", "\"warnings\":[]", "\"write_units\":1"),
                        end -> assertThat(end)
                                .isEqualTo("{\"item\":\"items/datetime=D1&list_id=L1\",\"outcome\":\"done\","
                                        + "\"write_units\":1.0}"),
                        undo -> assertThat(undo)
                                .isEqualTo("{\"undo\":{\"wanted\":1,\"done\":1,\"same\":0,\"changed\":0,\"failed\":0,"
                                        + "\"write_units\":1.0,\"troubles\":[]}}"));
        assertThat(undo("--table", "items", ALL, TO_MILK, "--dry-run", "-o", "json")
                        .lines())
                .last()
                .asString()
                .startsWith("{\"survey\":{\"end\":\"all_seen\",\"ready\":0,\"same\":1,\"impossible\":0,");
    }

    @Test
    void warns_of_an_item_that_would_be_deleted_or_would_lapse() {
        world.change(
                30,
                "L4",
                Optional.empty(),
                UndoWorld.text("L4", "x").map(item -> item.with("expires_at", number("1"))));
        world.change(40, "L4", world.now("L4"), UndoWorld.text("L4", "y"));

        assertThat(undo("items/L4/D1", "--to=30", "--dry-run").out())
                .contains("    warning: its time to live was over");
        assertThat(undo("items/L4/D1", "--to=before:30", "--dry-run").out()).contains("; that is, delete it");
    }

    @Test
    void what_is_not_clear_is_wrong_usage() {
        for (List<String> unclear : List.of(
                List.of(TO_MILK),
                List.of("--table=items", TO_MILK),
                List.of("items/L1/D1", "--table=items", TO_MILK),
                List.of("items/L1/D1", "--actor=U1", TO_MILK),
                List.of("items/L1/D1", ALL, TO_MILK),
                List.of("items/L1/D1"),
                List.of("items/L1/D1", "--to=soon"),
                List.of("items/L1/D1", "--to=now"),
                List.of("--table=items", ALL, "--to=10"))) {
            CliRun run = undo(unclear.toArray(String[]::new));
            assertThat(run.exitCode()).as("%s: %s", unclear, run.err()).isEqualTo(2);
        }
        assertThat(world.notes()).isEmpty();
    }

    /** One that can be put back, one of which the log begins later, one that is as it was. */
    private void more_lists() {
        world.change(11, "L2", Optional.empty(), UndoWorld.text("L2", "tea"));
        world.change(21, "L2", UndoWorld.text("L2", "tea"), UndoWorld.text("L2", "coffee"));
        world.change(16, "L3", UndoWorld.text("L3", "old"), UndoWorld.text("L3", "new"));
        world.change(12, "L5", Optional.empty(), UndoWorld.text("L5", "salt"));
    }

    private CliRun undo(String... arguments) {
        return CliRun.of(
                new Setting(program, ALLOWED, CliRun.NOBODY, person, InstantSource.fixed(CliRun.NOW)),
                arguments(arguments));
    }

    private static String[] arguments(String... arguments) {
        List<String> all = new ArrayList<>(List.of("audit", "undo", "--endpoint=http://127.0.0.1:8000"));
        all.addAll(Arrays.asList(arguments));
        return all.toArray(String[]::new);
    }

    private static AttributeValue number(String number) {
        return AttributeValue.fromN(number);
    }
}
