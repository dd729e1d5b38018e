package dev.afterimage.console.parked;

import dev.afterimage.parking.ParkedItem;
import java.time.Instant;
import java.util.List;

/**
 * How far a job has come. Immutable.
 *
 * @param items how many items it is about
 * @param done with how many of them it is through
 * @param settled how many changes were applied or given up by it
 * @param others how many somebody else has settled meanwhile
 * @param stuck the first of the items of which something still waits
 * @param stuckItems how many those are in all
 * @param phase whether it goes on
 */
public record JobState(
        Task task, int items, int done, long settled, long others, List<Stuck> stuck, int stuckItems, Phase phase) {
    public JobState {
        stuck = List.copyOf(stuck);
    }

    /** What is to be done, and who wants it. */
    public record Task(Decision decision, ParkedFilter filter, String operator, Instant began) {}

    /** That changes of an item still wait. */
    public record Stuck(ParkedItem item, String reason) {
        /** Where it is shown. */
        public String link() {
            return ParkedLinks.item(item).toString();
        }
    }

    /** Whether a job goes on. */
    public sealed interface Phase {
        /** What it is called. */
        String word();

        /** It is at work. */
        record Running() implements Phase {
            @Override
            public String word() {
                return "running";
            }
        }

        /** It is through with all its items. */
        record Done(Instant at) implements Phase {
            @Override
            public String word() {
                return "done";
            }
        }

        /** Somebody stopped it, or the worker ends. */
        record Stopped(Instant at) implements Phase {
            @Override
            public String word() {
                return "stopped";
            }
        }

        /** It could not go on. */
        record Failed(Instant at, String reason) implements Phase {
            @Override
            public String word() {
                return "failed";
            }
        }
    }

    public boolean running() {
        return phase instanceof Phase.Running;
    }

    /** How many items are stuck that {@link #stuck} does not name. */
    public int stuckBesides() {
        return stuckItems - stuck.size();
    }
}
