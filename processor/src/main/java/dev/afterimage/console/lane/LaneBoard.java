package dev.afterimage.console.lane;

import dev.afterimage.lane.Lane;
import dev.afterimage.telemetry.LaneState;
import dev.afterimage.telemetry.LaneStatus;
import dev.afterimage.telemetry.Tallies;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All lanes of all workers. It looks while somebody asks, and at most every two seconds however many do, since a look reads
 * every shard. Thread-safe; who asks during a look waits for it.
 */
public final class LaneBoard {
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Supplier<List<LaneStatus>> lanes;
    private final Supplier<Tallies> tallies;
    private final InstantSource clock;
    private Map<Lane, Rates> rates = Map.of();
    private Board board = new Board(Instant.MIN, List.of());

    /** All lanes at one moment, in their order. */
    public record Board(Instant at, List<LaneLine> lanes) {
        public Board {
            lanes = List.copyOf(lanes);
        }

        public List<LaneLine> open() {
            return lanes.stream().filter(lane -> !lane.closed()).toList();
        }
    }

    /**
     * A board of these lanes.
     *
     * @param tallies what this worker knows of its own ones
     */
    public LaneBoard(Supplier<List<LaneStatus>> lanes, Supplier<Tallies> tallies, InstantSource clock) {
        this.lanes = lanes;
        this.tallies = tallies;
        this.clock = clock;
    }

    public synchronized Board look() {
        if (clock.instant().isBefore(board.at().plus(FRESH))) {
            return board;
        }
        List<LaneStatus> found = lanes.get();
        Instant now = clock.instant();
        Map<Lane, Rates> next = new HashMap<>();
        for (LaneStatus lane : found) {
            Rates seen = rates.getOrDefault(lane.position().lane(), new Rates());
            seen.saw(lane.position().applied(), now);
            next.put(lane.position().lane(), seen);
        }
        rates = next;
        Tallies own = tallies.get();
        board = new Board(now, found.stream().map(lane -> line(lane, own)).toList());
        return board;
    }

    private LaneLine line(LaneStatus lane, Tallies own) {
        Lane id = lane.position().lane();
        Optional<String> halted = own.of(id)
                .filter(tally -> tally.state() instanceof LaneState.Halted)
                .map(tally -> ((LaneState.Halted) tally.state()).reason());
        Rates seen = rates.getOrDefault(id, new Rates());
        return new LaneLine(lane, halted, seen.last(), seen.all());
    }
}
