package dev.afterimage.demo.torture;

import dev.afterimage.demo.fleet.LaneState;
import dev.afterimage.demo.fleet.TakeOver.Cause;
import dev.afterimage.demo.fleet.TakeOvers;
import dev.afterimage.demo.fleet.WorkerProcess;
import dev.afterimage.lane.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The workers, what happens to them, and what should not have. For one thread, which calls {@link #tend} again and again.
 * Closing it leaves no process behind.
 */
final class Fleet implements AutoCloseable {
    /** Longer than a worker gives itself. */
    private static final Duration TO_LEAVE = Duration.ofSeconds(40);

    /** One that cannot reach DynamoDB in time leaves with 1, for whoever runs it to start it again. */
    private static final int FAILED_STARTS = 5;

    private final Function<String, WorkerProcess> starter;
    private final TakeOvers takeOvers;
    private final Journal journal;
    private final Deeds deeds = new Deeds();
    private final List<Member> members = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int ids;
    private int failedStarts;
    private boolean endsExpected;

    /**
     * Nobody yet.
     *
     * @param starter starts a worker with this id
     */
    Fleet(Function<String, WorkerProcess> starter, TakeOvers takeOvers, Journal journal) {
        this.starter = starter;
        this.takeOvers = takeOvers;
        this.journal = journal;
    }

    void add() {
        members.add(new Member.Running(starter.apply(newId())));
    }

    Deeds deeds() {
        return deeds;
    }

    /** What the workers did that they should not have. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** From now on a worker may end by itself: whoever interrupts this program in a terminal interrupts them, too. */
    void expectEnds() {
        endsExpected = true;
    }

    /** How many workers could not start, and were started again. */
    int failedStarts() {
        return failedStarts;
    }

    boolean allReady() {
        return members.stream()
                .allMatch(member -> member.worker()
                        .filter(worker -> worker.alive() && worker.ready())
                        .isPresent());
    }

    /** Whether one of them can go without leaving its lanes to nobody. */
    boolean canSpareOne() {
        long ready =
                running().stream().filter(member -> member.process().ready()).count();
        return ready >= Math.min(2, members.size());
    }

    /** Lets it happen to one of the workers that are at work; to none where none is. */
    void strike(Mishaps.Next next, Instant now, Map<Lane, LaneState> states) {
        List<Member.Running> candidates = running();
        List<Member.Running> holders = candidates.stream()
                .filter(member -> states.values().stream()
                        .anyMatch(state -> !state.closed()
                                && state.owner()
                                        .equals(Optional.of(member.process().workerId()))))
                .toList();
        List<Member.Running> chosen = next.atLanes() && !holders.isEmpty() ? holders : candidates;
        if (!chosen.isEmpty()) {
            Member.Running victim = chosen.get(next.aim() % chosen.size());
            members.set(members.indexOf(victim), struck(victim.process(), next.mishap(), now, states));
        }
    }

    private Member struck(WorkerProcess worker, Mishap mishap, Instant now, Map<Lane, LaneState> states) {
        return switch (mishap) {
            case Mishap.Kill kill -> {
                tell(worker, Cause.KILLED, now, states);
                worker.kill();
                deeds.killed();
                yield away(worker, now, kill.restart());
            }
            case Mishap.Terminate terminate -> {
                tell(worker, Cause.TERMINATED, now, states);
                worker.terminate();
                deeds.terminated();
                yield new Member.Leaving(worker, now.plus(TO_LEAVE), terminate.restart());
            }
            case Mishap.Pause pause -> {
                tell(worker, Cause.PAUSED, now, states);
                worker.pause();
                deeds.paused();
                yield new Member.Paused(worker, now.plus(pause.length()));
            }
            case Mishap.Roll _ -> throw new IllegalArgumentException("no worker rolls shards");
        };
    }

    private void tell(WorkerProcess worker, Cause cause, Instant now, Map<Lane, LaneState> states) {
        int lanes = takeOvers.strike(cause, worker.workerId(), now, states);
        journal.note(cause.signal() + " to " + worker.workerId() + ", which follows " + lanes + " lanes");
    }

    /** Restarts, resumes and looks after whom it is time to. */
    void tend(Instant now, Map<Lane, LaneState> states) {
        members.replaceAll(member -> tended(member, now, states));
    }

    private Member tended(Member member, Instant now, Map<Lane, LaneState> states) {
        return switch (member) {
            case Member.Running running when !running.process().alive() -> fallen(running.process(), now);
            case Member.Running running -> running;
            case Member.Paused paused when !paused.process().alive() -> fallen(paused.process(), now);
            case Member.Paused paused when now.isBefore(paused.until()) -> paused;
            case Member.Paused paused -> resumed(paused.process(), states);
            case Member.Leaving leaving when !leaving.process().alive() -> left(leaving, now);
            case Member.Leaving leaving when now.isBefore(leaving.latest()) -> leaving;
            case Member.Leaving leaving -> stuck(leaving, now);
            case Member.Away away when now.isBefore(away.until()) -> away;
            case Member.Away away -> returned(away);
        };
    }

    private Member fallen(WorkerProcess worker, Instant now) {
        if (!worker.ready() && worker.exitCode() == 1 && failedStarts < FAILED_STARTS) {
            failedStarts++;
            journal.note(worker.workerId() + " could not start, and is started again");
        } else if (!endsExpected || worker.exitCode() != 0) {
            problem("worker " + worker.workerId() + " ended by itself with " + worker.exitCode(), worker);
        }
        return new Member.Away(worker.workerId(), now, true);
    }

    private Member resumed(WorkerProcess worker, Map<Lane, LaneState> states) {
        takeOvers.resumed(worker.workerId(), states);
        worker.resume();
        journal.note("SIGCONT to " + worker.workerId());
        return new Member.Running(worker);
    }

    private Member left(Member.Leaving leaving, Instant now) {
        requireGoodEnd(leaving.process());
        return away(leaving.process(), now, leaving.restart());
    }

    private Member stuck(Member.Leaving leaving, Instant now) {
        problem("worker " + leaving.process().workerId() + ", told to end, did not", leaving.process());
        leaving.process().kill();
        return away(leaving.process(), now, leaving.restart());
    }

    private Member returned(Member.Away away) {
        String id = away.sameId() ? away.formerId() : newId();
        WorkerProcess worker = starter.apply(id);
        takeOvers.started(id);
        deeds.restarted(away.sameId());
        journal.note(away.formerId() + " is back" + (away.sameId() ? "" : " as " + id));
        return new Member.Running(worker);
    }

    private static Member away(WorkerProcess worker, Instant now, Mishap.Restart restart) {
        return new Member.Away(worker.workerId(), now.plus(restart.after()), restart.sameId());
    }

    /** Wakes those who stand still, and sees to it that somebody is at work. */
    void heal(Map<Lane, LaneState> states) {
        members.replaceAll(
                member -> member instanceof Member.Paused paused ? resumed(paused.process(), states) : member);
        if (running().isEmpty()) {
            Member lost = members.getFirst();
            lost.worker().ifPresent(WorkerProcess::kill);
            members.set(0, new Member.Running(starter.apply(newId())));
        }
    }

    /** Tells all to end, and waits for them. */
    void stop() {
        members.forEach(member -> member.worker().ifPresent(WorkerProcess::terminate));
        members.forEach(member -> member.worker().ifPresent(worker -> {
            if (worker.await(TO_LEAVE)) {
                requireGoodEnd(worker);
            } else {
                problem("worker " + worker.workerId() + ", told to end, did not", worker);
            }
        }));
        close();
    }

    private void requireGoodEnd(WorkerProcess worker) {
        // One that was still starting may have failed in that.
        if (worker.exitCode() != 0 && worker.ready()) {
            problem("worker " + worker.workerId() + ", told to end, ended with " + worker.exitCode(), worker);
        }
    }

    private void problem(String what, WorkerProcess worker) {
        problems.add(what + "; see " + worker.log().getFileName());
        journal.note(what);
    }

    private List<Member.Running> running() {
        return members.stream()
                .filter(Member.Running.class::isInstance)
                .map(Member.Running.class::cast)
                .filter(member -> member.process().alive())
                .toList();
    }

    private String newId() {
        ids++;
        return "w" + ids;
    }

    @Override
    public void close() {
        members.forEach(member -> member.worker().ifPresent(WorkerProcess::close));
        members.clear();
    }
}
