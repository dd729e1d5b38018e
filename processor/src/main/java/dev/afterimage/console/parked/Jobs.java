package dev.afterimage.console.parked;

import dev.afterimage.console.web.Background;
import dev.afterimage.console.web.Problem;
import dev.afterimage.parking.Marker;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Work on many items: one job at a time, which goes on whoever looks. Thread-safe; closing it again does nothing. */
final class Jobs implements AutoCloseable {
    private final ParkingParts parts;
    private final Background background = new Background("parked");
    private Optional<ParkedJob> last = Optional.empty();

    Jobs(ParkingParts parts) {
        this.parts = parts;
    }

    /**
     * Starts to decide about all items that are meant; a problem where a job is at work.
     *
     * @param expected how many items whoever decides has seen; it is a problem where they are others by now
     */
    synchronized JobState start(Decision decision, ParkedFilter filter, OptionalInt expected, String operator) {
        requireIdle();
        List<Marker> markers = filter.markers(parts);
        if (expected.isPresent() && expected.getAsInt() != markers.size()) {
            throw Problem.conflict("nothing was begun: " + markers.size() + " items wait by now, not "
                            + expected.getAsInt() + "; look again which they are")
                    .asException();
        }
        JobState.Task task =
                new JobState.Task(decision, filter, operator, parts.clock().instant());
        ParkedJob job = new ParkedJob(task, markers, parts);
        if (!background.start(job::run, job::end)) {
            throw Problem.unavailable("nothing was begun: this worker is about to end")
                    .asException();
        }
        last = Optional.of(job);
        return job.state();
    }

    private void requireIdle() {
        Optional<JobState> running = state().filter(JobState::running);
        if (running.isPresent()) {
            throw Problem.conflict("a job of " + running.get().task().operator() + " is at work: wait for its end, or"
                            + " stop it")
                    .asException();
        }
    }

    /** The job at work, or the last one; empty where there was none since the worker was started. */
    synchronized Optional<JobState> state() {
        return last.map(ParkedJob::state);
    }

    /** Ends the job at work after the change at hand. */
    void stop() {
        background.stop();
    }

    @Override
    public void close() {
        background.close();
    }
}
