package dev.afterimage.pipeline;

import static dev.afterimage.commit.TestChanges.TABLE;

import dev.afterimage.audit.AuditNote;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.NoteRows;
import dev.afterimage.change.Change;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitLimits;
import dev.afterimage.commit.CommitOutcome;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Committer;
import dev.afterimage.commit.Guard;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.commit.InMemoryCommitter;
import dev.afterimage.commit.Redrive;
import dev.afterimage.commit.Transaction;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.lane.Lane;
import dev.afterimage.lane.ShardId;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedChange;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.parking.ParkedRows;
import dev.afterimage.parking.ParkingLot;
import dev.afterimage.projection.DerivedTable;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A lane that parks, and an operator whose commits meet what a test tells them to. For one thread. */
final class RedriveBench {
    final ManualClock clock = new ManualClock();
    final ManualStop stop = new ManualStop(clock);
    final ThingRows projection = new ThingRows();
    final InMemoryCommitter memory = new InMemoryCommitter(
            List.of(ThingRows.ROWS, DerivedTable.of(AuditRows.TABLE), DerivedTable.of(ExpiryRows.TABLE)));
    final ParkingLot lot = memory.parkingLot();
    final List<Long> settled = new ArrayList<>();
    final List<AuditNote> others = new ArrayList<>();
    final List<Transaction> commits = new ArrayList<>();
    final Redriver operator;
    final ChangePipeline lane = lane(memory);
    private final CommitLimits limits;
    private final Queue<Meeting> meetings = new ArrayDeque<>();

    /** What an operator's commit meets. */
    interface Meeting {
        CommitOutcome meet(Transaction transaction, Committer committer);
    }

    RedriveBench() {
        this(CommitLimits.DYNAMODB);
    }

    /** Operators whose transactions take so much. */
    RedriveBench(CommitLimits limits) {
        this.limits = limits;
        this.operator = operator(List.of(projection));
        lane.open();
    }

    /** The next commits of the operator meet these, one each. */
    void meets(Meeting... next) {
        meetings.addAll(List.of(next));
    }

    static Meeting answer(CommitOutcome outcome) {
        return (transaction, committer) -> outcome;
    }

    /** It is committed, and the answer is lost. */
    static Meeting lostAnswer() {
        return (transaction, committer) -> {
            committer.commit(transaction);
            return new CommitOutcome.Unanswered("the connection broke");
        };
    }

    /** Something else happens first. */
    static Meeting after(Runnable other) {
        return (transaction, committer) -> {
            other.run();
            return committer.commit(transaction);
        };
    }

    Redriver operator(List<Projection> projections) {
        return operator(projections, new ImpatientContainment(ThingRows.Endless.class));
    }

    Redriver operator(List<Projection> projections, Containment containment) {
        Committer scripted = transaction -> {
            commits.add(transaction);
            Meeting meeting = meetings.poll();
            return meeting == null ? memory.commit(transaction) : meeting.meet(transaction, memory);
        };
        return new Redriver(parts(projections, containment, scripted), "ann", stop);
    }

    /** Another operator, whose commits meet nothing. */
    Redriver otherOperator() {
        return new Redriver(parts(List.of(projection), Containment.NONE, memory), "bob", new StopSwitch());
    }

    private Redriver.Parts parts(List<Projection> projections, Containment containment, Committer committer) {
        return new Redriver.Parts(
                router(projections),
                containment,
                new CommitPlanner(limits),
                committer,
                lot,
                memory.notes(),
                new AuditRows(),
                failures(),
                clock);
    }

    /** The things' lane, committing through this. */
    ChangePipeline lane(Committer committer) {
        ChangePipeline.Parts parts = new ChangePipeline.Parts(
                router(List.of(projection)),
                Containment.NONE,
                new CommitPlanner(CommitLimits.DYNAMODB),
                committer,
                memory,
                lot,
                failures(),
                PipelineListener.NONE,
                clock);
        return new ChangePipeline(new Lane(TABLE, new ShardId("shardId-1")), parts, new ManualStop(clock));
    }

    private static Router router(List<Projection> projections) {
        return new Router(projections, Map.of(), new AuditRows(), new ExpiryRows());
    }

    private static FailurePolicy failures() {
        return new FailurePolicy(Duration.ofMillis(25), Duration.ofSeconds(5), Duration.ofSeconds(15), new Random(7));
    }

    ParkedItem item(String thing) {
        return new ParkedItem(projection.name(), TABLE, ItemKey.of("id", thing));
    }

    RedriveEnd redrive(String thing) {
        return operator.redrive(item(thing), this::settle);
    }

    RedriveEnd discard(String thing, Change first, Change last) {
        return operator.discard(
                item(thing), new Redriver.Range(first.sequence(), last.sequence()), "no use", this::settle);
    }

    RedriveEnd discard(String thing, String sequence) {
        SequenceNumber only = new SequenceNumber(sequence);
        return operator.discard(item(thing), new Redriver.Range(only, only), "no use", this::settle);
    }

    /** Somebody takes an attribute away from a parked change. */
    void damage(Change change) {
        parkedRows().stream()
                .filter(row -> row.string(ParkedRows.PLACE)
                        .equals(Optional.of(change.sequence().padded())))
                .forEach(row -> tamper(row.without("operation")));
    }

    /** Somebody puts a row into the queue of a thing that says nothing. */
    void addStrayRow(String thing, String place) {
        tamper(Item.of(Map.of(
                ParkedRows.QUEUE,
                AttributeValue.fromS(ParkedRows.queue(item(thing))),
                ParkedRows.PLACE,
                AttributeValue.fromS(place))));
    }

    private void tamper(Item row) {
        RowKey key = new RowKey(ParkedRows.TABLE.name(), ParkedRows.TABLE.key().keyOf(row));
        Write.Put put = Write.put(key, row.attributes());
        GuardedWrite guarded = new GuardedWrite(put, new Guard.Absent("anything"));
        memory.commit(new Redrive(List.of(guarded), List.of()));
    }

    private void settle(Settlement settlement) {
        switch (settlement) {
            case Settlement.Own own ->
                settled.add(Long.parseLong(own.parked().sequence().digits()));
            case Settlement.Other other -> others.add(other.note());
            case Settlement.Unknown unknown -> throw new AssertionError(unknown);
        }
    }

    List<ParkedChange> waiting(String thing) {
        List<ParkedChange> waiting = new ArrayList<>();
        lot.records(item(thing)).forEachRemaining(parked -> waiting.add(((ParkedRecord.Whole) parked).change()));
        return waiting;
    }

    Optional<Marker> marker(String thing) {
        return lot.marker(item(thing));
    }

    /** How many changes of a thing have taken effect. */
    int changes(String thing) {
        return memory.row(ThingRows.row(thing)).map(ThingRows::changes).orElse(0);
    }

    /** The value of the change that took effect last. */
    String last(String thing) {
        return memory.row(ThingRows.row(thing))
                .flatMap(row -> row.string("last"))
                .orElse("");
    }

    List<AuditNote> notes() {
        return memory.rows(AuditRows.TABLE.name()).stream()
                .filter(AuditRows::isNote)
                .map(row -> NoteRows.decode(List.of(row)))
                .toList();
    }

    /** Every row of what is parked. */
    List<Item> parkedRows() {
        return memory.rows(ParkedRows.TABLE.name());
    }
}
