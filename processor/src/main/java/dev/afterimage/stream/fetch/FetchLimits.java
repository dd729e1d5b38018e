package dev.afterimage.stream.fetch;

/**
 * How much one worker fetches, over all shards of all its tables. Immutable.
 *
 * @param bytesAhead how much it may hold that is fetched and not applied. A record counts with
 *     {@value FetchBudget#RECORD_OVERHEAD} bytes more than DynamoDB says, which is what its objects take in memory, so that
 *     this bounds records as well as bytes
 * @param callsAtOnce how many GetRecords calls may be in flight
 * @param callsPerSecond how many GetRecords calls may be made in a second
 */
public record FetchLimits(long bytesAhead, int callsAtOnce, int callsPerSecond) {
    private static final int PART_OF_HEAP = 16;

    public FetchLimits {
        if (bytesAhead < 1 || callsAtOnce < 1 || callsPerSecond < 1) {
            throw new IllegalArgumentException("a worker fetches at least one byte, by one call a second");
        }
    }

    /**
     * Limits that suit a JVM with this much memory. What is held ahead comes back several times while it is applied: as
     * images, as rows, and as the text of a request.
     */
    public static FetchLimits ofHeap(long bytes) {
        return new FetchLimits(bytes / PART_OF_HEAP, 16, 1000);
    }

    public FetchLimits withBytesAhead(long bytes) {
        return new FetchLimits(bytes, callsAtOnce, callsPerSecond);
    }

    public FetchLimits withCallsPerSecond(int calls) {
        return new FetchLimits(bytesAhead, callsAtOnce, calls);
    }
}
