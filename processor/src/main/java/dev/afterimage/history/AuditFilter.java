package dev.afterimage.history;

import dev.afterimage.audit.AuditEntry;
import dev.afterimage.audit.AuditEntry.Operation;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.audit.AuditSummary;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries are meant.
 *
 * @param operations empty for all
 * @param actor who made the change
 * @param changed an attribute of the item that came, went or became another
 */
public record AuditFilter(Set<Operation> operations, Optional<String> actor, Optional<String> changed) {
    public static final AuditFilter ALL = new AuditFilter(Set.of(), Optional.empty(), Optional.empty());

    /** What can be said of an entry of which only the summary is known. */
    public enum Verdict {
        YES,
        NO,
        /** The summary does not name all attributes that changed: the entry itself must be looked at. */
        UNSURE;

        public static Verdict of(boolean matches) {
            return matches ? YES : NO;
        }
    }

    public AuditFilter {
        operations = operations.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(operations));
        actor = actor.map(AuditRows::storedActor);
    }

    public boolean matches(AuditEntry entry) {
        return matches(entry.operation(), entry.actor())
                && changed.map(name -> entry.changedAttributes().contains(name)).orElse(true);
    }

    public Verdict verdict(AuditSummary summary) {
        if (!matches(summary.operation(), summary.actor())) {
            return Verdict.NO;
        }
        return changed.map(name -> verdict(name, summary)).orElse(Verdict.YES);
    }

    private boolean matches(Operation operation, Optional<String> by) {
        return (operations.isEmpty() || operations.contains(operation)) && (actor.isEmpty() || actor.equals(by));
    }

    /** A summary names the first of the attributes, in alphabetical order. */
    private static Verdict verdict(String name, AuditSummary summary) {
        List<String> named = summary.changed().names();
        if (named.contains(name)) {
            return Verdict.YES;
        }
        boolean allNamed = summary.changed().more() == 0 || (!named.isEmpty() && name.compareTo(named.getLast()) < 0);
        return allNamed ? Verdict.NO : Verdict.UNSURE;
    }
}
