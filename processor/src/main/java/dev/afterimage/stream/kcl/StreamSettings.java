package dev.afterimage.stream.kcl;

import dev.afterimage.stream.fetch.FetchLimits;
import dev.afterimage.stream.fetch.PollingPace;
import java.time.Duration;

/**
 * How the worker reads and how it shares the work. Immutable.
 *
 * @param checkpointEvery how often a lane's progress is noted in its lease, which is but a hint for where to read on
 * @param lookEvery how often the worker looks whether a table has another stream by now
 * @param closeWithin how long the worker may take to close
 * @param createLeaseTables whether lease tables that are missing are created
 */
public record StreamSettings(
        Reading reading,
        Leasing leasing,
        Duration checkpointEvery,
        Duration lookEvery,
        Duration closeWithin,
        boolean createLeaseTables) {
    /**
     * How shards are read.
     *
     * @param idle the pause between two reads of a shard that has nothing more; each read is a request that is paid for
     * @param longestIdle the pause grows to this as long as a shard stays idle
     * @param maxRecords the most records of one read; the service gives at most 1000
     * @param dispatch how often a scheduler looks after its shards: leases won and lost, the next step of each
     * @param parents how often a shard looks whether its parent has been read to the end
     * @param limits what the worker may fetch over all its shards
     */
    public record Reading(
            Duration idle,
            Duration longestIdle,
            int maxRecords,
            Duration dispatch,
            Duration parents,
            FetchLimits limits) {
        public Reading {
            if (maxRecords < 1 || maxRecords > 1000) {
                throw new IllegalArgumentException("a read takes 1 to 1000 records, not " + maxRecords);
            }
        }

        PollingPace pace() {
            return new PollingPace(idle, longestIdle, maxRecords);
        }
    }

    /**
     * How the workers share the shards.
     *
     * @param failover how long a worker may be silent before others take its shards
     * @param look how often a worker looks for shards that it is to take
     * @param heartbeat how often the leader, one of the workers, confirms that it leads. All it does is to audit
     * @param leadership how long the leader may be silent before another one leads
     * @param report how often a worker tells KCL that it is there, which nobody reads
     * @param audit how often the leader looks for shards that nobody has a lease of
     */
    public record Leasing(
            Duration failover,
            Duration look,
            Duration heartbeat,
            Duration leadership,
            Duration report,
            Duration audit) {}

    /** For DynamoDB on AWS. */
    public static StreamSettings production() {
        return new StreamSettings(
                new Reading(
                        Duration.ofMillis(200),
                        Duration.ofSeconds(1),
                        1000,
                        Duration.ofMillis(50),
                        Duration.ofMillis(500),
                        limits()),
                new Leasing(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(45),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60)),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(9),
                false);
    }

    /** For the embedded DynamoDB, where a request costs nothing and nobody wants to wait. */
    public static StreamSettings embedded() {
        return new StreamSettings(
                new Reading(
                        Duration.ofMillis(50),
                        Duration.ofMillis(50),
                        1000,
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        limits()),
                new Leasing(
                        Duration.ofSeconds(5),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10)),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(9),
                true);
    }

    private static FetchLimits limits() {
        return FetchLimits.ofHeap(Runtime.getRuntime().maxMemory());
    }

    /** The same, reading differently. */
    public StreamSettings with(Reading other) {
        return new StreamSettings(other, leasing, checkpointEvery, lookEvery, closeWithin, createLeaseTables);
    }

    /** The same with this pause between two reads, however long a shard stays idle. */
    public StreamSettings withIdle(Duration idle) {
        return with(new Reading(idle, idle, reading.maxRecords, reading.dispatch, reading.parents, reading.limits));
    }

    /** The same with another limit of one read. */
    public StreamSettings withMaxRecords(int records) {
        return with(new Reading(
                reading.idle, reading.longestIdle, records, reading.dispatch, reading.parents, reading.limits));
    }

    /** The same, fetching within other limits. */
    public StreamSettings withLimits(FetchLimits limits) {
        return with(new Reading(
                reading.idle, reading.longestIdle, reading.maxRecords, reading.dispatch, reading.parents, limits));
    }

    /** The same with another pause between two looks for a new stream. */
    public StreamSettings withLookEvery(Duration pause) {
        return new StreamSettings(reading, leasing, checkpointEvery, pause, closeWithin, createLeaseTables);
    }

    /** The same, told whether to create lease tables. */
    public StreamSettings withLeaseTables(boolean create) {
        return new StreamSettings(reading, leasing, checkpointEvery, lookEvery, closeWithin, create);
    }
}
