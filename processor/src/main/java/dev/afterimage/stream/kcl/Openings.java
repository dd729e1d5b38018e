package dev.afterimage.stream.kcl;

import dev.afterimage.item.TableName;
import dev.afterimage.lane.Position;
import dev.afterimage.lane.ShardId;
import dev.afterimage.stream.Dialect;
import dev.afterimage.stream.EmbeddedStreamsClient;
import dev.afterimage.stream.StreamArn;
import dev.afterimage.stream.StreamReader;
import dev.afterimage.stream.StreamShard;
import dev.afterimage.stream.StreamSource;
import dev.afterimage.stream.fetch.FetchControl;
import dev.afterimage.stream.fetch.FetchSource;
import dev.afterimage.stream.fetch.ShardFeeds;
import dev.afterimage.stream.fetch.ShardFetchers;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.leases.LeaseRefresher;
import software.amazon.kinesis.leases.exceptions.LeasingException;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/** Makes everything ready to follow a table: its stream, its leases, where it starts, and what may be lost. */
record Openings(
        StreamAccess access,
        WorkerIdentity identity,
        StreamSettings settings,
        FetchControl control,
        Workloads workloads,
        Following following,
        TableStreams tables) {
    /** A follower that is ready to start; a {@link RuntimeException} that says why there can be none. */
    TableFollower open(StreamSource source, List<Position> positions) {
        StreamArn stream = tables.current(source.table())
                .orElseThrow(() -> new IllegalStateException(
                        "the table has no stream: enable one, with the view type NEW_AND_OLD_IMAGES"));
        TableName leaseTable = identity.leaseTable(source.table());
        tables.ensureLeaseTable(leaseTable, settings.createLeaseTables());
        DynamoDbStreamsClient client =
                source.dialect() == Dialect.EMBEDDED ? new EmbeddedStreamsClient(access.streams()) : access.streams();
        FollowedStream followed = new FollowedStream(
                source,
                tables.partitionKey(source.table()),
                new StreamReader(client, stream),
                new FirstStart(following.parts()).of(source),
                new ShardFeeds(control.budget(), following.parts().clock()),
                settings.checkpointEvery());
        KclThreads threads = KclThreads.of(source.table());
        try {
            KclStream kcl = new KclStream(
                    new KclStream.Wiring(stream, leaseTable, access, client, identity.workerId(), workloads),
                    settings,
                    fetchers(followed, client),
                    threads);
            syncLeases(followed, positions, kcl);
            return new TableFollower(followed, kcl, following, identity.workerId(), threads);
        } catch (RuntimeException failure) {
            threads.close();
            throw failure;
        }
    }

    private ShardFetchers fetchers(FollowedStream stream, DynamoDbStreamsClient client) {
        return new ShardFetchers(
                new FetchSource(client, stream.reader(), settings.reading().pace(), control.calls(), following::gap),
                stream.feeds());
    }

    private void syncLeases(FollowedStream stream, List<Position> positions, KclStream kcl) {
        TableName table = stream.source().table();
        List<Position> stored = positions.stream()
                .filter(position -> position.lane().table().equals(table))
                .filter(position ->
                        position.lane().isWhole() && !position.lane().isInternal())
                .toList();
        List<StreamShard> held = stream.reader().shards();
        LeaseRefresher leases = kcl.leaseRefresher();
        // Before leases are synced: that forgets those of shards that are gone.
        new Gaps(stored, leased(leases), held).find().forEach(gap -> following.gap(table, gap));
        kcl.syncShards();
        new ChildlessShards(held, leased(leases).keySet(), stored).find().forEach(shard -> lease(shard, leases));
    }

    private static void lease(StreamShard shard, LeaseRefresher leases) {
        Lease lease = new Lease();
        lease.leaseKey(shard.id().value());
        lease.parentShardIds(shard.parent().map(ShardId::value).stream().toList());
        lease.checkpoint(ExtendedSequenceNumber.TRIM_HORIZON);
        lease.ownerSwitchesSinceCheckpoint(0L);
        try {
            leases.createLeaseIfNotExists(lease);
        } catch (LeasingException failure) {
            throw new IllegalStateException(
                    "shard " + shard.id() + " cannot be leased: " + failure.getMessage(), failure);
        }
    }

    private static Map<ShardId, Boolean> leased(LeaseRefresher leases) {
        try {
            Function<Lease, Boolean> done = lease -> ExtendedSequenceNumber.SHARD_END.equals(lease.checkpoint());
            return leases.listLeases().stream().collect(Collectors.toMap(lease -> new ShardId(lease.leaseKey()), done));
        } catch (LeasingException failure) {
            throw new IllegalStateException("its leases cannot be listed: " + failure.getMessage(), failure);
        }
    }
}
