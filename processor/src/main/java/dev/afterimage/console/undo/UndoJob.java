package dev.afterimage.console.undo;

import dev.afterimage.history.AuditQuery;
import dev.afterimage.history.Target;
import dev.afterimage.undo.Survey;
import dev.afterimage.undo.UndoTally;
import dev.afterimage.undo.Undoer;
import java.time.Instant;
import java.util.Optional;

/**
 * All that a search finds is put back: it is looked at first, and, when somebody says so, done. Immutable.
 *
 * @param id nobody can guess it, and no other job has it, also after a restart
 */
public record UndoJob(String id, Order order, State state) {
    /**
     * What somebody has asked for.
     *
     * @param operator who had it looked at
     * @param target what the items go back to
     */
    public record Order(AuditQuery query, Target.At target, String operator, Instant at) {}

    /** How far it is. */
    public sealed interface State {
        /** The items are looked at. */
        record Surveying(Survey soFar) implements State {}

        /** They were looked at; somebody may say that they are to be put back. */
        record Surveyed(Survey survey) implements State {
            /** Whether there is anything to be done, and nothing that should be done otherwise. */
            public boolean fit() {
                return survey.end() == Survey.End.ALL_SEEN && !survey.items().isEmpty();
            }
        }

        /**
         * They are put back.
         *
         * @param wanted how many are to be put back
         */
        record Running(Undoer.Author author, Instant since, int wanted, UndoTally soFar) implements State {
            /** In per cent. */
            public int progress() {
                return wanted == 0 ? 100 : soFar.items() * 100 / wanted;
            }

            Running with(UndoTally tally) {
                return new Running(author, since, wanted, tally);
            }
        }

        /**
         * It is over.
         *
         * @param author who put back; empty where nobody has said so
         * @param failure why it ended before its end; empty where it did not
         */
        record Ended(Optional<Undoer.Author> author, Instant at, int wanted, UndoTally tally, Optional<String> failure)
                implements State {
            /** How many items nobody came to. */
            public int left() {
                return wanted - tally.items();
            }
        }
    }

    /** Whether it is at work, which only one is at a time. */
    public boolean busy() {
        return switch (state) {
            case State.Surveying _, State.Running _ -> true;
            case State.Surveyed _, State.Ended _ -> false;
        };
    }

    UndoJob with(State next) {
        return new UndoJob(id, order, next);
    }
}
