package dev.afterimage.telemetry;

/**
 * How often something happened, in one lane or in all. Immutable.
 *
 * @param read changes read from the stream; {@code read = applied + parked + alreadyApplied + abandoned + pending}
 * @param applied changes that were applied here
 * @param parked changes that are kept for at least one projection, and applied for the others
 * @param alreadyApplied changes that needed nothing more: repetitions, another worker's work, and commits of which the
 *     answer was lost
 * @param abandoned changes that were pending when their lane was left; whoever follows it next reads them again
 * @param expired of the applied changes, those by which an item lapsed
 * @param commits transactions
 * @param retries attempts that failed in a way that passes by itself
 * @param halts attempts that failed until somebody mends something
 * @param writeUnits what the commits consumed
 */
public record Counts(
        long read,
        long applied,
        long parked,
        long alreadyApplied,
        long abandoned,
        long expired,
        long commits,
        long retries,
        long halts,
        double writeUnits) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * How many changes are read and still to be applied; 0 once drained. A commit that was on its way when its lane was left
     * counts changes as applied that are counted as abandoned, too.
     */
    public long pending() {
        return Math.max(0, read - applied - parked - alreadyApplied - abandoned);
    }

    public Counts plus(Counts other) {
        return new Counts(
                read + other.read,
                applied + other.applied,
                parked + other.parked,
                alreadyApplied + other.alreadyApplied,
                abandoned + other.abandoned,
                expired + other.expired,
                commits + other.commits,
                retries + other.retries,
                halts + other.halts,
                writeUnits + other.writeUnits);
    }

    static Counts ofRead(int changes) {
        return new Counts(changes, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    static Counts ofAlreadyApplied(int changes) {
        return new Counts(0, 0, 0, changes, 0, 0, 0, 0, 0, 0);
    }

    static Counts ofAbandoned(long changes) {
        return new Counts(0, 0, 0, 0, changes, 0, 0, 0, 0, 0);
    }

    static Counts ofCommit(int changes, int parked, long expired, double writeUnits) {
        return new Counts(0, changes - parked, parked, 0, 0, expired, 1, 0, 0, writeUnits);
    }

    static Counts ofRetry() {
        return new Counts(0, 0, 0, 0, 0, 0, 0, 1, 0, 0);
    }

    static Counts ofHalt() {
        return new Counts(0, 0, 0, 0, 0, 0, 0, 0, 1, 0);
    }
}
