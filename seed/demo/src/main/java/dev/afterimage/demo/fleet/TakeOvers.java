package dev.afterimage.demo.fleet;

import dev.afterimage.lane.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures how long lanes stand still when something happens to their worker: until a commit is seen that was made after
 * the lane's lease was seen with another worker, or with a new process under the same id. Exact to the pause between two
 * looks. Pure; for one thread.
 */
public final class TakeOvers {
    private final Map<Lane, Waiting> waiting = new HashMap<>();
    private final List<TakeOver> done = new ArrayList<>();
    private int kept;

    /**
     * A lane whose worker is gone.
     *
     * @param sameId whether a process with the former owner's id may be another one
     * @param since the revision when the lane was first seen with another process
     */
    private record Waiting(
            TakeOver.Cause cause, String owner, Instant from, boolean sameId, boolean disturbed, Optional<Long> since) {
        Waiting asDisturbed() {
            return new Waiting(cause, owner, from, sameId, true, since);
        }

        Waiting asStartedAnew() {
            return new Waiting(cause, owner, from, true, disturbed, since);
        }

        Waiting asSeenWithAnother(long revision) {
            return new Waiting(cause, owner, from, sameId, disturbed, Optional.of(revision));
        }
    }

    /** Something happens to this worker now; answers how many lanes it has. */
    public int strike(TakeOver.Cause cause, String owner, Instant now, Map<Lane, LaneState> states) {
        waiting.replaceAll((lane, before) -> before.asDisturbed());
        int lanes = 0;
        for (Map.Entry<Lane, LaneState> lane : states.entrySet()) {
            if (lane.getValue().isOf(owner)) {
                lanes++;
                Optional<Waiting> before = Optional.ofNullable(waiting.get(lane.getKey()));
                waiting.put(lane.getKey(), new Waiting(cause, owner, now, false, before.isPresent(), Optional.empty()));
            }
        }
        return lanes;
    }

    /** A process with this id has been started: what it commits is another process's. */
    public void started(String owner) {
        waiting.replaceAll((lane, before) -> before.owner().equals(owner) ? before.asStartedAnew() : before);
    }

    /** The worker goes on. The lanes that nobody has taken meanwhile are its own again. */
    public void resumed(String owner, Map<Lane, LaneState> states) {
        int before = waiting.size();
        waiting.entrySet()
                .removeIf(entry -> entry.getValue().owner().equals(owner)
                        && Optional.ofNullable(states.get(entry.getKey()))
                                .filter(state -> state.isOf(owner))
                                .isPresent());
        kept += before - waiting.size();
    }

    /** How the lanes stood at this moment. */
    public void look(Instant now, Map<Lane, LaneState> states) {
        Map.copyOf(waiting)
                .forEach((lane, entry) ->
                        Optional.ofNullable(states.get(lane)).ifPresent(state -> look(lane, entry, state, now)));
    }

    private void look(Lane lane, Waiting entry, LaneState state, Instant now) {
        boolean another = state.owner()
                .filter(owner -> entry.sameId() || !owner.equals(entry.owner()))
                .isPresent();
        if (entry.since().filter(revision -> state.revision() > revision).isPresent()) {
            done.add(new TakeOver(entry.cause(), lane, Duration.between(entry.from(), now), entry.disturbed()));
            waiting.remove(lane);
        } else if (state.closed()) {
            waiting.remove(lane);
        } else if (another && entry.since().isEmpty()) {
            waiting.put(lane, entry.asSeenWithAnother(state.revision()));
        }
    }

    /** What has been seen so far. */
    public List<TakeOver> done() {
        return List.copyOf(done);
    }

    /** How many lanes have gone on with nobody else yet. */
    public int open() {
        return waiting.size();
    }

    /** How many lanes of paused workers nobody else took. */
    public int kept() {
        return kept;
    }
}
