package dev.afterimage.cli;

import dev.afterimage.history.Target;
import dev.afterimage.inspection.ItemDiff;
import dev.afterimage.inspection.UndoJson;
import dev.afterimage.item.Item;
import dev.afterimage.undo.FoundItem;
import dev.afterimage.undo.PutBack;
import dev.afterimage.undo.Survey;
import dev.afterimage.undo.Surveyor;
import dev.afterimage.undo.UndoEnd;
import dev.afterimage.undo.UndoPlan;
import dev.afterimage.undo.UndoTally;
import java.io.PrintWriter;

/** How an undo is told of: what it would do, how each item ended, and what it came to. */
final class UndoText {
    private final Target target;
    private final Output output;
    private final PrintWriter out;
    private final PrintWriter err;

    UndoText(Target target, Output output, PrintWriter out, PrintWriter err) {
        this.target = target;
        this.output = output;
        this.out = out;
        this.err = err;
    }

    /** What putting an item back would do. */
    void plan(UndoPlan plan) {
        if (output.isJson()) {
            JsonLine.print(out, json -> UndoJson.plan(json, plan, target));
            return;
        }
        String item = plan.table() + "/" + plan.key();
        switch (plan) {
            case UndoPlan.Same _ -> line(item + " is what it was then: there is nothing to put back");
            case UndoPlan.Impossible impossible -> line("cannot put back " + item + ": " + impossible.reason());
            case UndoPlan.Ready ready -> ready(item, ready);
        }
    }

    private void ready(String item, UndoPlan.Ready ready) {
        PutBack putBack = ready.putBack();
        line("would put back " + item + " to what it was "
                + ready.change().map(change -> "after change #" + change).orElse("before its first change")
                + ", for " + ParkedText.count(putBack.writeUnits(), "write unit")
                + (putBack.wanted().isEmpty() ? "; that is, delete it" : ""));
        ItemDiff.lines(putBack.seen().orElse(Item.empty()), putBack.wanted().orElse(Item.empty()))
                .forEach(difference -> line("    " + difference));
        ready.warnings().forEach(warning -> line("    warning: " + warning));
    }

    /** Who tells of a survey while it goes on. */
    Surveyor.Listener survey(boolean eachItem) {
        return new Surveyor.Listener() {
            @Override
            public void soFar(Survey survey) {
                if (!output.isJson()) {
                    err.println("looked at " + ParkedText.count(survey.found(), "item") + "…");
                    err.flush();
                }
            }

            @Override
            public void planned(UndoPlan plan) {
                if (eachItem && !(plan instanceof UndoPlan.Same)) {
                    plan(plan);
                }
            }
        };
    }

    /** What putting back all that was found would do. */
    void summary(Survey survey, boolean dryRun) {
        if (output.isJson()) {
            JsonLine.print(out, json -> {
                json.writeObjectFieldStart("survey");
                UndoJson.survey(json, survey);
                json.writeEndObject();
            });
            return;
        }
        if (!dryRun) {
            survey.obstacles().forEach(this::plan);
        }
        line((dryRun ? "dry run: nothing was written; " : "")
                + ParkedText.count(survey.items().size(), "item") + " would be put back, for about "
                + ParkedText.count(survey.writeUnits(), "write unit")
                + " of the source tables without their indexes; "
                + survey.same() + " as they were, " + survey.impossible() + " cannot be put back; looking cost "
                + CostText.of(survey.cost()));
    }

    /** How an item ended. */
    void end(FoundItem item, UndoEnd end) {
        if (output.isJson()) {
            JsonLine.print(out, json -> UndoJson.end(json, item.toString(), end));
            return;
        }
        String what = switch (end) {
            case UndoEnd.Done _ -> "put back ";
            case UndoEnd.Same _ -> "already as it was: ";
            case UndoEnd.Changed _, UndoEnd.Impossible _, UndoEnd.Failed _, UndoEnd.Stopped _ -> "not put back: ";
        };
        line(what + item + end.trouble().map(trouble -> ": " + trouble).orElse(""));
    }

    /** What it came to. */
    void tally(UndoTally tally, int wanted) {
        if (output.isJson()) {
            JsonLine.print(out, json -> {
                json.writeObjectFieldStart("undo");
                json.writeNumberField("wanted", wanted);
                UndoJson.tally(json, tally);
                json.writeEndObject();
            });
            return;
        }
        int left = wanted - tally.items();
        line(ParkedText.count(tally.done(), "item") + " put back, for " + CostText.units(tally.writeUnits())
                + " write units"
                + (tally.same() == 0 ? "" : "; " + tally.same() + " were so already")
                + (tally.changed() == 0 ? "" : "; " + tally.changed() + " had changed and were left alone")
                + (tally.failed() == 0 ? "" : "; " + tally.failed() + " failed")
                + (left == 0 ? "" : "; stopped before " + left + " others"));
    }

    void nothingWritten() {
        if (!output.isJson()) {
            line("nothing was written");
        }
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }
}
