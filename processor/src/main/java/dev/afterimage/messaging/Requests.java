package dev.afterimage.messaging;

import dev.afterimage.delivery.Delivery;
import dev.afterimage.delivery.FittedText;
import dev.afterimage.delivery.ImageForm;
import dev.afterimage.expiry.ExpiryEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/** Divides events into requests that a service takes: of 10 entries and 256 KB at most. */
final class Requests {
    /** How many entries one call may have. */
    static final int MOST = 10;

    private static final int LARGEST = 256 * 1024;

    /** What an entry has beside its text, generously. */
    private static final int OVERHEAD = 1_024;

    private final String target;
    private final ImageForm form;

    /**
     * The requests to one target.
     *
     * @param target what it is called, for people
     */
    Requests(String target, ImageForm form) {
        this.target = target;
        this.form = form;
    }

    /** One call. */
    interface Call {
        /** What became of each entry that was not taken, by its place. */
        Iterable<Failure> send(List<FittedText> entries);
    }

    /** That an entry was not taken. */
    record Failure(int entry, Delivery outcome) {}

    /** That an entry was not taken, as the service says. */
    Failure failure(int entry, String code, String message) {
        return new Failure(entry, Answers.of(target, code, message));
    }

    List<Delivery> send(List<ExpiryEvent> events, Call call) {
        List<FittedText> texts = events.stream()
                .map(event -> FittedText.of(event, form, LARGEST - OVERHEAD))
                .toList();
        List<Delivery> outcomes = new ArrayList<>(events.size());
        for (List<FittedText> group : FittedText.groups(texts, MOST, LARGEST, OVERHEAD)) {
            outcomes.addAll(sendOne(group, call));
        }
        return outcomes;
    }

    private List<Delivery> sendOne(List<FittedText> group, Call call) {
        try {
            Delivery[] outcomes = new Delivery[group.size()];
            Arrays.fill(outcomes, Delivery.Taken.TAKEN);
            call.send(group).forEach(failure -> outcomes[failure.entry()] = failure.outcome());
            return List.of(outcomes);
        } catch (SdkException failure) {
            return Collections.nCopies(group.size(), Answers.of(target, failure));
        }
    }
}
