package dev.afterimage.lambda;

import dev.afterimage.app.Engine;
import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.commit.CommitPlan;
import dev.afterimage.lane.Lane;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.pipeline.StopSwitch;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies the changes of a batch, item by item. An item that cannot go on keeps no other one. */
record BatchRun(Engine engine, Deadline deadline) {
    private static final Logger LOG = LoggerFactory.getLogger(BatchRun.class);

    /** The sequence number of the first record that is to be delivered again; empty where all is done. */
    Optional<String> apply(Batch batch) {
        Stream<SequenceNumber> unapplied = batch.items().entrySet().stream()
                .flatMap(item ->
                        apply(item.getKey().lane(), List.copyOf(item.getValue().values())).stream());
        return Stream.concat(unapplied, batch.malformed().map(SequenceNumber::of).stream())
                .min(Comparator.naturalOrder())
                .map(SequenceNumber::digits);
    }

    /** The first change of an item that is not applied. */
    private Optional<SequenceNumber> apply(Lane lane, List<Change> changes) {
        StopSwitch halted = new StopSwitch();
        ChangePipeline pipeline = new ChangePipeline(lane, engine.parts(new Halt(halted)), deadline.or(halted));
        if (pipeline.open() && pipeline.apply(changes)) {
            return Optional.empty();
        }
        return changes.stream()
                .map(Change::sequence)
                .filter(sequence -> !pipeline.position().covers(sequence))
                .findFirst();
    }

    /** What somebody must mend is not waited for: the trigger delivers again. */
    private record Halt(StopSwitch stop) implements PipelineListener {
        @Override
        public void halted(Lane lane, Optional<ChangeId> change, String reason, Duration delay) {
            LOG.error("{} halts: {}", change.map(ChangeId::toString).orElse(lane.id()), reason);
            stop.raise();
        }

        @Override
        public void applied(CommitPlan plan, double writeUnits, Duration took) {
            plan.parked()
                    .forEach(parked -> LOG.error(
                            "{} is parked for {}: {}", parked.change().id(), parked.projection(), parked.reason()));
        }
    }
}
