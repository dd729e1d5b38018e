package dev.afterimage.history;

/** What a page may cost before it ends with what it has; the next goes on from there. */
public record ReadBudget(double units, int requests) {
    /**
     * About 4 MB of an index, or 125 days without an entry. A page may go over it by one round of requests, of which
     * none brings more than 1 MB.
     */
    public static final ReadBudget STANDARD = new ReadBudget(500, 1_000);

    public boolean usedUpBy(ReadCost cost) {
        return cost.units() >= units || cost.requests() >= requests;
    }
}
