package dev.afterimage.pipeline;

import dev.afterimage.change.Change;
import dev.afterimage.commit.GuardedWrite;
import dev.afterimage.projection.ProjectionName;
import dev.afterimage.projection.RowKey;
import dev.afterimage.projection.Write;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a lane does next. */
public sealed interface Step {
    Change change();

    /**
     * Applies a change of the lane.
     *
     * @param except the projections that are not shown it, and for which it is not parked either
     * @param fences for some of these, what is otherwise by the transaction that writes the change's audit entry: somebody
     *     else gives the change to them, who finds it so
     */
    record Apply(Change change, Set<ProjectionName> except, Map<ProjectionName, GuardedWrite> fences) implements Step {
        public Apply {
            except = Set.copyOf(except);
            fences = Collections.unmodifiableMap(new LinkedHashMap<>(fences));
        }

        /** Applies a change for all. */
        public Apply(Change change) {
            this(change, Set.of(), Map.of());
        }

        boolean shownTo(ProjectionName projection) {
            return !except.contains(projection);
        }
    }

    /** Goes past a change of the lane; there is nothing to do for it. */
    record Pass(Change change) implements Step {}

    /**
     * Does something before a change of the lane, in the same transaction with it or in an earlier one. It is shown to
     * projections like a change, and may be parked for them; what lies behind it waits as behind any other.
     *
     * @param before the change of the lane
     * @param change what projections are shown: where their rows take another image for granted than the change that
     *     follows begins with, the way from the one to the other
     * @param audience the projections that are shown it; empty for all of its table
     * @param audited what the audit log gets as an entry for it
     * @param events what else is written with that entry; rows of the entry itself are left out
     * @param guarded what must stand for it to hold and is otherwise by it, and so keeps it from taking effect twice
     * @param except projections that are not shown it all the same
     */
    record Lead(
            Change before,
            Change change,
            Optional<Set<ProjectionName>> audience,
            Optional<Audited> audited,
            List<Write> events,
            List<GuardedWrite> guarded,
            Set<ProjectionName> except)
            implements Step {
        /**
         * An entry of the audit log.
         *
         * @param rows derived rows that it names beside those that are written now
         */
        public record Audited(Change change, List<RowKey> rows) {
            public Audited {
                rows = List.copyOf(rows);
            }
        }

        public Lead {
            except = Set.copyOf(except);
            audience = audience.map(Set::copyOf);
            events = List.copyOf(events);
            guarded = List.copyOf(guarded);
        }

        /** Shown to its whole audience. */
        public Lead(
                Change before,
                Change change,
                Optional<Set<ProjectionName>> audience,
                Optional<Audited> audited,
                List<Write> events,
                List<GuardedWrite> guarded) {
            this(before, change, audience, audited, events, guarded, Set.of());
        }

        /** The same, not shown to these, and with other guards beside its own. */
        public Lead without(Set<ProjectionName> others, Collection<GuardedWrite> more) {
            List<GuardedWrite> all = new ArrayList<>(guarded);
            all.addAll(more);
            Set<ProjectionName> none = new HashSet<>(except);
            none.addAll(others);
            return new Lead(before, change, audience, audited, events, all, none);
        }

        /** Shows nothing, and writes what is guarded. */
        public static Lead silent(Change before, List<GuardedWrite> guarded) {
            return new Lead(before, before, Optional.of(Set.of()), Optional.empty(), List.of(), guarded);
        }

        boolean shownTo(ProjectionName projection) {
            return !except.contains(projection)
                    && (audience.isEmpty() || audience.get().contains(projection));
        }
    }
}
