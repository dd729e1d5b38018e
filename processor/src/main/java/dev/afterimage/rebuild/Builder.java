package dev.afterimage.rebuild;

import dev.afterimage.pipeline.StopSignal;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.version.Fence;
import dev.afterimage.version.Segment;
import dev.afterimage.version.Segments;
import dev.afterimage.version.WalkPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Works on the segments that one version is built from, beside others that do. One for each thread. */
final class Builder {
    /** So long others wait before they take over from somebody who gives no sign of life. */
    private static final Duration HOLD = Duration.ofMinutes(1);

    private final RebuildParts parts;
    private final ItemBuild items;
    private final Projection projection;
    private final String worker;
    private final RebuildListener listener;
    private final BooleanSupplier wanted;

    /**
     * A worker on segments.
     *
     * @param worker its name, which nobody else has
     * @param wanted whether the version is still in the state in which it is to be worked on
     */
    Builder(
            RebuildParts parts,
            Projection projection,
            String worker,
            RebuildListener listener,
            BooleanSupplier wanted) {
        this.wanted = wanted;
        this.parts = parts;
        this.items = new ItemBuild(parts.items(projection), projection.versionName());
        this.projection = projection;
        this.worker = worker;
        this.listener = listener;
    }

    /** Walks through one segment that is free; answers false where none is. */
    boolean walkOne(int count, StopSignal stop) {
        Optional<Segment> free = claim(segments(count).stream()
                .filter(segment -> segment.index() < count)
                .toList());
        free.ifPresent(segment -> walk(segment, count, stop));
        return free.isPresent();
    }

    /** Whether the log is walked through, or nobody wants it to be any more. */
    boolean walked(int count) {
        return !wanted.getAsBoolean()
                || segments(count).stream()
                        .filter(segment -> segment.index() < count)
                        .allMatch(Segment::done);
    }

    /**
     * Builds the items that have open fences, where nobody else does; answers false where somebody does.
     *
     * @param leave whether fences are left there, closed
     */
    boolean catchUp(int count, boolean leave, StopSignal stop) {
        Optional<Segment> claimed = claim(segments(count).stream()
                .filter(segment -> segment.index() == count)
                .toList());
        if (claimed.isEmpty()) {
            return false;
        }
        Segment segment = claimed.get();
        Iterator<Fence> fences = parts.fences().all(version());
        while (fences.hasNext() && !stop.raised()) {
            Fence fence = fences.next();
            if (fence.open()) {
                Optional<Segment> next = build(fence.id().item(), segment, !leave, stop);
                if (next.isEmpty()) {
                    return false;
                }
                segment = next.get();
            }
        }
        parts.segments().put(segment.released(false));
        return !stop.raised();
    }

    private ProjectionName version() {
        return projection.versionName();
    }

    /** Those that are stored, and those that nobody has begun with. */
    private List<Segment> segments(int count) {
        List<Segment> stored = parts.segments().segments(version());
        return IntStream.rangeClosed(0, count)
                .mapToObj(index -> stored.stream()
                        .filter(segment -> segment.index() == index)
                        .findFirst()
                        .orElseGet(() -> Segment.first(version(), index)))
                .toList();
    }

    private Optional<Segment> claim(List<Segment> segments) {
        Instant now = parts.clock().instant();
        Segments store = parts.segments();
        return segments.stream()
                .filter(segment -> segment.free(now))
                .map(segment -> segment.claimed(worker + "@" + now + "#" + segment.revision(), now.plus(HOLD)))
                .filter(store::put)
                .findFirst()
                .filter(this::isWanted);
    }

    /** Whoever ends a state takes the segments that were claimed before; here it is seen for those that are claimed later. */
    private boolean isWanted(Segment claimed) {
        boolean goesOn = wanted.getAsBoolean();
        if (!goesOn) {
            parts.segments().put(claimed.released(false));
        }
        return goesOn;
    }

    private void walk(Segment claimed, int count, StopSignal stop) {
        Optional<Segment> segment = Optional.of(claimed);
        boolean more = true;
        while (more && segment.isPresent() && !stop.raised()) {
            AuditWalk.Page page =
                    parts.walk().page(claimed.index(), count, segment.get().place());
            for (String item : page.items()) {
                if (segment.isPresent() && !stop.raised() && isOfSource(item)) {
                    segment = build(item, segment.get(), false, stop);
                }
            }
            more = page.next().isPresent();
            if (more && !stop.raised()) {
                segment = segment.flatMap(held -> kept(held, page.next()));
            }
        }
        boolean done = !more && !stop.raised();
        segment.ifPresent(held -> parts.segments().put(held.released(done)));
    }

    /** The segment afterwards; empty where it is somebody else's now. */
    private Optional<Segment> build(String item, Segment segment, boolean open, StopSignal stop) {
        Optional<Segment> held =
                segment.until().minus(HOLD.dividedBy(2)).isAfter(parts.clock().instant())
                        ? Optional.of(segment)
                        : kept(segment, segment.place());
        if (held.isEmpty()) {
            return held;
        }
        return switch (items.build(item, held.get(), open, stop)) {
            case ItemEnd.Built built -> {
                listener.built(item);
                yield Optional.of(held.get().counted());
            }
            case ItemEnd.Troubled troubled -> {
                listener.troubled(item, troubled.reason());
                yield held;
            }
            case ItemEnd.Lost lost -> Optional.empty();
            case ItemEnd.Stopped stopped -> held;
        };
    }

    private Optional<Segment> kept(Segment segment, Optional<WalkPlace> place) {
        Segment next = segment.at(place, parts.clock().instant().plus(HOLD));
        return parts.segments().put(next) ? Optional.of(next) : Optional.empty();
    }

    /** An item's name in the log begins with its table's, which holds no {@code #}. */
    private boolean isOfSource(String item) {
        return projection.sources().stream().anyMatch(table -> item.startsWith(table + "#"));
    }
}
