package dev.afterimage.console.parked;

import dev.afterimage.change.ChangeId;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.console.web.Shown;
import dev.afterimage.parking.Marker;
import dev.afterimage.parking.ParkedItem;
import dev.afterimage.parking.ParkedRecord;
import dev.afterimage.pipeline.Redrivable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The page of an item that waits.
 *
 * @param looks what redriving the changes would do, from the first one shown to one that would be refused
 * @param preview whether that was asked
 * @param result what has just been done; empty where nothing was
 */
public record ParkedItemView(
        Waiting waiting, List<Redrivable> looks, boolean preview, Optional<ItemResult> result, Instant now) {
    /** The item, for people. */
    public String title() {
        return item().table() + "/" + item().key();
    }

    public ParkedItem item() {
        return waiting.item();
    }

    /** Where this page is. */
    public String address() {
        return ParkedLinks.item(item()).toString();
    }

    /** Where this page is with what redriving would do. */
    public String previewAddress() {
        return ParkedLinks.item(item()).with("preview", "true").toString();
    }

    /** Where the changes are that are not shown; empty where all are. */
    public Optional<String> more() {
        return waiting.next()
                .map(next ->
                        ParkedLinks.item(item()).with("from", next.digits()).toString());
    }

    /** Where all changes of the item are shown. */
    public String timeline() {
        return Shown.timeline(new ChangeId(item().table(), item().key(), new SequenceNumber("0")));
    }

    public List<ParkedEntry> entries() {
        List<ParkedEntry> entries = new ArrayList<>();
        for (int i = 0; i < waiting.changes().size(); i++) {
            Optional<Redrivable> look = i < looks.size() ? Optional.of(looks.get(i)) : Optional.empty();
            entries.add(ParkedEntry.of(waiting.changes().get(i), look));
        }
        return entries;
    }

    /** How many of the changes that are shown would be applied. */
    public long fitting() {
        return looks.stream().filter(Redrivable.Fit.class::isInstance).count();
    }

    /** All changes of the item that wait by now, as a parameter; empty where it is no more than one. */
    public Optional<String> all() {
        return waiting.marker()
                .filter(marker -> marker.waiting() > 1)
                .map(Marker::tail)
                .map(tail -> "0-" + tail.digits());
    }

    /** The number of the first that is shown. */
    public Optional<String> first() {
        return waiting.changes().stream()
                .findFirst()
                .map(ParkedRecord::sequence)
                .map(SequenceNumber::digits);
    }
}
