package dev.afterimage.undo;

import dev.afterimage.item.Item;
import dev.afterimage.pipeline.StopSignal;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes one item until it is certain what became of it. For one use. */
final class PutBackRun {
    private static final int MOST_ATTEMPTS = 12;

    private final Undoer.Parts parts;
    private final PutBack putBack;
    private final StopSignal stop;
    private int attempts;

    PutBackRun(Undoer.Parts parts, PutBack putBack, StopSignal stop) {
        this.parts = parts;
        this.putBack = putBack;
        this.stop = stop;
    }

    UndoEnd run() {
        while (true) {
            Optional<UndoEnd> end = switch (parts.items().putBack(putBack)) {
                case PutBackOutcome.Done done -> Optional.of(done(done));
                case PutBackOutcome.Changed changed -> Optional.of(new UndoEnd.Changed());
                case PutBackOutcome.Refused refused -> Optional.of(new UndoEnd.Failed(refused.detail()));
                case PutBackOutcome.Busy busy -> again(busy.detail());
                case PutBackOutcome.Unanswered lost -> look(lost.detail());
            };
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    /** What was replaced tells what nobody could have put into the condition: attributes that somebody has just added. */
    private UndoEnd done(PutBackOutcome.Done done) {
        Set<String> added =
                new TreeSet<>(done.replaced().orElse(Item.empty()).attributes().keySet());
        added.removeAll(putBack.seen().orElse(Item.empty()).attributes().keySet());
        if (added.isEmpty()) {
            return new UndoEnd.Done(done.writeUnits(), Optional.empty());
        }
        String names = String.join(", ", added);
        return new UndoEnd.Done(
                done.writeUnits(),
                Optional.of(
                        putBack.wanted().isPresent()
                                ? "somebody added " + names + " at the same moment, which was left as it is"
                                : "somebody added " + names
                                        + " at the same moment, which was deleted with the item; the"
                                        + " audit log has it"));
    }

    /** Nobody knows whether it was written; the item does. */
    private Optional<UndoEnd> look(String detail) {
        Optional<Item> now = parts.items().now(putBack.table(), putBack.key()).value();
        if (now.equals(putBack.wanted())) {
            return Optional.of(new UndoEnd.Done(0, Optional.empty()));
        }
        return now.equals(putBack.seen())
                ? again(detail)
                : Optional.of(
                        new UndoEnd.Failed("DynamoDB did not answer (" + detail + "), and the item is neither what it"
                                + " was nor what it should be: its history tells what happened"));
    }

    private Optional<UndoEnd> again(String detail) {
        attempts++;
        if (attempts == MOST_ATTEMPTS) {
            return Optional.of(new UndoEnd.Failed("gave up after " + attempts + " attempts: " + detail));
        }
        return stop.pause(parts.failures().beforeRetry(attempts))
                ? Optional.empty()
                : Optional.of(new UndoEnd.Stopped());
    }
}
