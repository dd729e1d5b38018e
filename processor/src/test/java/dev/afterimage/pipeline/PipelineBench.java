package dev.afterimage.pipeline;

import static dev.afterimage.commit.TestChanges.TABLE;

import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.NoteRows;
import dev.afterimage.change.ChangeId;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.commit.Redrive;
import dev.afterimage.commit.TestChanges;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.Positions;
import dev.afterimage.lane.ShardId;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.telemetry.Counts;
import dev.afterimage.telemetry.LaneTallies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** One lane on tables in memory, with a pipeline, and others beside it where a test wants them. For one thread. */
final class PipelineBench {
    static final Duration HALTED = Duration.ofSeconds(15);

    final Lane lane = new Lane(TABLE, new ShardId("shardId-1"));
    final ManualClock clock = new ManualClock();
    final ManualStop stop = new ManualStop(clock);
    final ThingRows projection = new ThingRows();
    final InMemoryCommitter memory = new InMemoryCommitter(
            List.of(ThingRows.ROWS, DerivedTable.of(AuditRows.TABLE), DerivedTable.of(ExpiryRows.TABLE)));
    final ScriptedCommitter committer = new ScriptedCommitter(memory);
    final LaneTallies tallies = new LaneTallies(clock);
    final List<String> halts = new ArrayList<>();
    final List<String> retries = new ArrayList<>();
    Containment containment = Containment.NONE;
    Function<Lane, Foresight> foresights = Foresight.FOR_NONE;
    private FailurePolicy.Parking policy = FailurePolicy.Parking.STANDARD;
    final ChangePipeline pipeline = pipeline(memory);

    /** A pipeline of this lane that reads positions here, with the faults of {@link #committer}. */
    ChangePipeline pipeline(Positions positions) {
        PipelineListener listener = PipelineListener.all(List.of(tallies, new Diary()));
        return new ChangePipeline(lane, parts(committer, positions, listener), stop);
    }

    void mostParked(int items) {
        policy = new FailurePolicy.Parking(policy.attempts(), items);
    }

    /** What waits of a thing. */
    List<ParkedChange> parked(String id) {
        List<ParkedChange> parked = new ArrayList<>();
        memory.parkingLot()
                .records(item(id))
                .forEachRemaining(found -> parked.add(((ParkedRecord.Whole) found).change()));
        return parked;
    }

    /** Takes away all that waits of a thing, as an operator does. */
    void forgetParked(String id) {
        parked(id)
                .forEach(parked -> memory.commit(new Redrive(
                        List.of(
                                ParkedRows.remove(parked),
                                ParkedRows.markOneLess(
                                        memory.parkingLot().marker(item(id)).orElseThrow())),
                        ParkedRows.removeParts(parked))));
    }

    private ParkedItem item(String id) {
        return new ParkedItem(projection.name(), TestChanges.TABLE, ItemKey.of("id", id));
    }

    /** How many of the rows of wide changes are there. */
    int wideRowsApplied() {
        return (int) memory.rows(ThingRows.ROWS.name()).stream()
                .filter(row -> row.string("id").orElse("").startsWith("w-"))
                .count();
    }

    /** Another worker's pipeline of the same lane. */
    ChangePipeline other() {
        return new ChangePipeline(lane, parts(memory, memory, PipelineListener.NONE), new StopSwitch());
    }

    private ChangePipeline.Parts parts(Committer committer, Positions positions, PipelineListener listener) {
        FailurePolicy failures =
                new FailurePolicy(Duration.ofMillis(25), Duration.ofSeconds(5), HALTED, policy, new Random(7));
        Router router = new Router(List.of(projection), Map.of(), new AuditRows(), new ExpiryRows());
        CommitPlanner planner = new CommitPlanner(CommitLimits.DYNAMODB);
        return new ChangePipeline.Parts(
                router,
                containment,
                planner,
                committer,
                positions,
                memory.parkingLot(),
                failures,
                listener,
                clock,
                foresights);
    }

    Counts counts() {
        return tallies.snapshot().totals();
    }

    Position stored() {
        return memory.of(lane);
    }

    /** How many changes of the thing have taken effect. */
    int changes(String thing) {
        return memory.row(ThingRows.row(thing)).map(ThingRows::changes).orElse(0);
    }

    int auditEntries() {
        return memory.rows(AuditRows.TABLE.name()).size() - notes().size();
    }

    List<AuditNote> notes() {
        return memory.rows(AuditRows.TABLE.name()).stream()
                .filter(AuditRows::isNote)
                .map(row -> NoteRows.decode(List.of(row)))
                .toList();
    }

    Optional<Item> row(String thing) {
        return memory.row(ThingRows.row(thing));
    }

    private final class Diary implements PipelineListener {
        @Override
        public void retrying(Lane lane, RetryCause cause, String reason, int attempt, Duration delay) {
            retries.add(cause.text() + " " + attempt + ": " + reason);
        }

        @Override
        public void halted(Lane lane, Optional<ChangeId> change, String reason, Duration delay) {
            halts.add(change.map(ChangeId::toString).orElse("no change") + ": " + reason);
        }
    }
}
