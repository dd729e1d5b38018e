package dev.afterimage.cli;

import dev.afterimage.audit.AuditNote;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.pipeline.Redrivable;
import dev.afterimage.pipeline.RedriveEnd;
import dev.afterimage.pipeline.Redriver;
import dev.afterimage.pipeline.Settlement;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/** Works on parked items one after the other, and tells what became of each. For one thread. */
final class ParkedWork {
    private final Redriver redriver;
    private final PrintWriter out;
    private long settled;
    private long unsettled;
    private long ofOthers;

    ParkedWork(Redriver redriver, PrintWriter out) {
        this.redriver = redriver;
        this.out = out;
    }

    /** Applies what waits; answers the exit code. */
    int redrive(List<ParkedItem> items) {
        items.forEach(item -> work(item, "applied", told -> redriver.redrive(item, told)));
        return summary("applied");
    }

    /** Gives up some changes of an item; answers the exit code. */
    int discard(ParkedItem item, Redriver.Range range, String reason) {
        work(item, "discarded", told -> redriver.discard(item, range, reason, told));
        if (settled == 0 && unsettled == 0) {
            throw Failure.of("somebody else has settled it meanwhile: nothing was discarded");
        }
        return summary("discarded");
    }

    /** Shows what redriving would write; answers the exit code. */
    int preview(List<ParkedItem> items) {
        for (ParkedItem item : items) {
            List<Redrivable> found = redriver.preview(item);
            for (int i = 0; i < found.size(); i++) {
                ParkedText.preview(found.get(i), out);
                if (!(found.get(i) instanceof Redrivable.Fit)) {
                    unsettled++;
                    int behind = found.size() - i - 1;
                    if (behind > 0) {
                        line("    and " + ParkedText.count(behind, "change") + " behind it would go on waiting");
                    }
                    break;
                }
                settled++;
            }
        }
        line("dry run: nothing was written; " + ParkedText.count(settled, "change") + " would be applied"
                + stuck("would stay"));
        return unsettled == 0 ? 0 : 1;
    }

    private void work(ParkedItem item, String done, Function<Consumer<Settlement>, RedriveEnd> work) {
        RedriveEnd end = work.apply(settlement -> tell(done, settlement));
        switch (end) {
            case RedriveEnd.Done finished -> {}
            case RedriveEnd.Refused refused -> {
                unsettled++;
                line("refused " + ParkedText.name(new ParkedRecord.Whole(refused.change())) + ": "
                        + refused.change().reason());
            }
            case RedriveEnd.Damaged damaged -> {
                unsettled++;
                line("refused " + ParkedText.name(damaged.parked()) + ": it is damaged, "
                        + damaged.parked().reason());
                line("    mend it, or give it up with 'afterimage parked discard'");
            }
            case RedriveEnd.Unable unable -> {
                unsettled++;
                line("cannot go on with " + item + ": " + unable.detail());
            }
            case RedriveEnd.Stopped stopped -> {
                unsettled++;
                line("stopped before " + item + " was done");
            }
        }
    }

    private void tell(String done, Settlement settlement) {
        String name = ParkedText.name(settlement.parked());
        switch (settlement) {
            case Settlement.Own own -> {
                settled++;
                line(done + " " + name);
            }
            case Settlement.Other other -> {
                ofOthers++;
                line("meanwhile " + decision(other.note()) + ": " + name);
            }
            case Settlement.Unknown unknown -> {
                ofOthers++;
                line("gone meanwhile, and no note tells how: " + name);
            }
        }
    }

    private static String decision(AuditNote note) {
        return note.action().name().toLowerCase(Locale.ROOT)
                + note.operator().map(operator -> " by " + operator).orElse("") + " at " + note.at();
    }

    private int summary(String done) {
        String others = ofOthers == 0 ? "" : ", " + ofOthers + " settled by others";
        line(ParkedText.count(settled, "change") + " " + done + others + stuck(unsettled == 1 ? "stays" : "stay"));
        return unsettled == 0 ? 0 : 1;
    }

    private String stuck(String stay) {
        return unsettled == 0 ? "" : ", " + ParkedText.count(unsettled, "item") + " " + stay + " parked";
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }
}
