package dev.afterimage.console.parked;

import dev.afterimage.console.web.Problem;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.pipeline.RedriveEnd;
import dev.afterimage.pipeline.Redriver;
import dev.afterimage.pipeline.Settlement;
import io.javalin.http.Context;
import java.util.function.Consumer;

/** What an operator wants to become of parked changes. */
public sealed interface Decision {
    /** Does it to the changes of an item. */
    RedriveEnd on(Work work);

    /** What it is called. */
    String word();

    /** What those changes are called that it was done to. */
    String done();

    /**
     * What a decision is carried out on.
     *
     * @param range which of the item's changes are meant
     * @param told is told each change that does not wait any more
     */
    record Work(Redriver redriver, ParkedItem item, Redriver.Range range, Consumer<Settlement> told) {}

    /** They are applied after all: all that wait, since none can be applied before those that came earlier. */
    record Redrive() implements Decision {
        @Override
        public RedriveEnd on(Work work) {
            return work.redriver().redrive(work.item(), work.told());
        }

        @Override
        public String word() {
            return "redrive";
        }

        @Override
        public String done() {
            return "applied";
        }
    }

    /** They are given up. */
    record Discard(String reason) implements Decision {
        @Override
        public RedriveEnd on(Work work) {
            return work.redriver().discard(work.item(), work.range(), reason, work.told());
        }

        @Override
        public String word() {
            return "discard";
        }

        @Override
        public String done() {
            return "discarded";
        }
    }

    /** Reads the parameters {@code action} and, where something is given up, {@code reason}. */
    static Decision of(Context request) {
        return switch (Parameters.given(request, "action").orElse("")) {
            case "redrive" -> new Redrive();
            case "discard" -> discard(request);
            default ->
                throw Problem.badRequest("the parameter 'action' is redrive or discard")
                        .asException();
        };
    }

    static Discard discard(Context request) {
        return Parameters.given(request, "reason")
                .map(Discard::new)
                .orElseThrow(
                        () -> Problem.badRequest("say in 'reason' why it is given up, for those who read the audit log")
                                .asException());
    }
}
