package dev.afterimage.history;

/**
 * What reading cost, by DynamoDB's own account.
 *
 * @param units read units; the embedded DynamoDB's are its own
 */
public record ReadCost(double units, int requests) {
    public static final ReadCost NONE = new ReadCost(0, 0);

    public ReadCost plus(ReadCost other) {
        return new ReadCost(units + other.units, requests + other.requests);
    }
}
