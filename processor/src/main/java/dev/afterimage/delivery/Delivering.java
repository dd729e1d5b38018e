package dev.afterimage.delivery;

import dev.afterimage.expiry.EventId;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.feed.FeedPage;
import dev.afterimage.feed.FeedReader;
import dev.afterimage.ledger.DamagedException;
import dev.afterimage.pipeline.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Delivers the events of the feed to one sink, in their order, for as long as this worker holds it. It skips none unless it
 * is told to: what passes by itself is tried again, more and more slowly; a refused event, or a sink that is not there, halts
 * it. For one thread.
 */
final class Delivering {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration STORE_EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST_WISH = Duration.ofHours(1);

    /** So many events at most are held at once, each of which may have 400 KB. */
    private static final int PAGE = 20;

    private final SinkPlan plan;
    private final Hold hold;
    private final DeliveryParts parts;
    private final StopSignal stop;
    private Duration storedAt;
    private int attempts;
    private boolean oneByOne;

    Delivering(SinkPlan plan, Hold hold, DeliveryParts parts, StopSignal stop) {
        this.plan = plan;
        this.hold = hold;
        this.parts = parts;
        this.stop = stop;
        this.storedAt = parts.uptime().get();
    }

    void run() {
        int page = Math.min(PAGE, plan.sink().batch());
        FeedReader reader = new FeedReader(parts.feed(), hold.progress().cursor(), page);
        while (goesOn()) {
            Optional<FeedPage> next = read(reader);
            next.ifPresent(events -> deliver(events.events()));
            if (next.filter(FeedPage::more).isEmpty() && goesOn()) {
                hold.storeChanges();
                stop.pause(LOOK);
            }
        }
    }

    private Optional<FeedPage> read(FeedReader reader) {
        try {
            return Optional.of(reader.next());
        } catch (DamagedException damaged) {
            halt("the next event is not as it was written: " + damaged.getMessage(), Optional.empty());
        } catch (RuntimeException unreadable) {
            retry(new Delivery.Later("the expirations cannot be read: " + unreadable));
        }
        return Optional.empty();
    }

    private boolean goesOn() {
        return !stop.raised() && !hold.isLost();
    }

    private void deliver(List<ExpiryEvent> events) {
        Pending pending = new Pending(events);
        oneByOne = false;
        while (!pending.isEmpty() && goesOn()) {
            List<ExpiryEvent> batch = pending.batch(oneByOne ? 1 : plan.sink().batch());
            settle(pending, batch, plan.sink().deliver(batch));
            storeInTime();
        }
    }

    private void settle(Pending pending, List<ExpiryEvent> batch, List<Delivery> outcomes) {
        int delivered = 0;
        for (int i = 0; i < batch.size(); i++) {
            if (outcomes.get(i) instanceof Delivery.Taken) {
                pending.end(batch.get(i), Pending.End.DELIVERED);
                delivered++;
            }
        }
        goBehind(pending);
        if (delivered > 0) {
            attempts = 0;
            parts.listener().delivered(plan.name(), delivered);
        }
        if (delivered < batch.size()) {
            faceTrouble(pending, batch, outcomes);
        }
    }

    private void goBehind(Pending pending) {
        Instant now = parts.clock().instant();
        pending.removeEnded((event, end) -> hold.note(
                end == Pending.End.SKIPPED
                        ? hold.progress().skipped(event)
                        : hold.progress().delivered(event, now)));
    }

    /** What all of several events meet with may be the fault of one; what only some meet with is theirs. */
    private void faceTrouble(Pending pending, List<ExpiryEvent> batch, List<Delivery> outcomes) {
        Optional<Delivery.Unable> unable = first(Delivery.Unable.class, outcomes);
        Optional<Delivery.Refused> refused = first(Delivery.Refused.class, outcomes);
        if (unable.isPresent()) {
            halt(unable.get().reason(), Optional.empty());
        } else if (refused.isPresent()
                && batch.size() > 1
                && outcomes.stream().allMatch(Delivery.Refused.class::isInstance)) {
            oneByOne = true;
        } else if (refused.isPresent()) {
            faceRefusal(pending, batch.get(outcomes.indexOf(refused.get())), refused.get());
        } else {
            first(Delivery.Later.class, outcomes).ifPresent(this::retry);
        }
    }

    private static <T extends Delivery> Optional<T> first(Class<T> kind, List<Delivery> outcomes) {
        return outcomes.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    private void faceRefusal(Pending pending, ExpiryEvent event, Delivery.Refused refused) {
        EventId id = EventId.of(event);
        boolean wished = hold.skip().equals(Optional.of(id));
        if (wished || plan.skipsRefused()) {
            pending.end(event, Pending.End.SKIPPED);
            goBehind(pending);
            if (wished) {
                hold.skipped();
            }
            parts.listener().skipped(plan.name(), id, refused.reason());
        } else {
            halt(refused.reason(), Optional.of(id));
        }
    }

    private void retry(Delivery.Later later) {
        attempts++;
        Duration usual = parts.failures().beforeRetry(attempts);
        Duration wished =
                later.after().filter(after -> after.compareTo(usual) > 0).orElse(usual);
        Duration delay = wished.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wished;
        note(later.reason(), false, Optional.empty());
        parts.listener().retrying(plan.name(), later.reason(), attempts, delay);
        await(delay, Optional.empty());
    }

    private void halt(String reason, Optional<EventId> event) {
        attempts++;
        Trouble trouble = note(reason, true, event);
        Duration delay = parts.failures().halted();
        parts.listener().halted(plan.name(), trouble, delay);
        await(delay, event);
    }

    private Trouble note(String reason, boolean halted, Optional<EventId> event) {
        Progress progress = hold.progress();
        Instant since = progress.trouble()
                .map(Trouble::since)
                .orElseGet(() -> parts.clock().instant());
        Trouble trouble = new Trouble(reason, halted, event, since, attempts);
        hold.note(progress.with(Optional.of(trouble)));
        storeInTime();
        return trouble;
    }

    /** Waits; no longer than until an operator wants this event left out. */
    private void await(Duration delay, Optional<EventId> event) {
        Duration left = delay;
        while (left.isPositive() && goesOn() && (event.isEmpty() || !hold.skip().equals(event))) {
            Duration some = left.compareTo(LOOK) < 0 ? left : LOOK;
            stop.pause(some);
            left = left.minus(some);
        }
    }

    private void storeInTime() {
        Duration now = parts.uptime().get();
        if (now.minus(storedAt).compareTo(STORE_EVERY) >= 0) {
            hold.storeChanges();
            storedAt = now;
        }
    }
}
