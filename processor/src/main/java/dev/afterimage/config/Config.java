package dev.afterimage.config;

import dev.afterimage.delivery.SinkName;
import dev.afterimage.item.TableName;
import dev.afterimage.projection.Projection;
import dev.afterimage.projection.ProjectionName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All that a worker is told. Immutable. What each part means and costs is written in {@code afterimage.example.yaml}.
 *
 * @param projections the projections of the program and of plugins that are kept
 * @param plugins the folder of jars with further projections; empty for none
 * @param declared the projections of files, all of which are kept
 * @param recording where the streams that are read are also written as fixtures; empty for not at all
 */
public record Config(
        Aws aws,
        Worker worker,
        List<Source> sources,
        List<ProjectionName> projections,
        Optional<Path> plugins,
        List<Projection> declared,
        Tables tables,
        Audit audit,
        Expirations expirations,
        Parking parking,
        Undo undo,
        Versions versions,
        Polling polling,
        Leases leases,
        Console console,
        Metrics metrics,
        Log log,
        Tracing tracing,
        Optional<Path> recording) {
    public Config {
        sources = List.copyOf(sources);
        projections = List.copyOf(projections);
        declared = List.copyOf(declared);
    }

    /** The same with streams recorded into this folder. */
    public Config recordingTo(Path folder) {
        return new Config(
                aws,
                worker,
                sources,
                projections,
                plugins,
                declared,
                tables,
                audit,
                expirations,
                parking,
                undo,
                versions,
                polling,
                leases,
                console,
                metrics,
                log,
                tracing,
                Optional.of(folder));
    }

    /** The tables that are followed. */
    public List<TableName> sourceTables() {
        return sources.stream().map(Source::table).toList();
    }

    /** The same with another console. */
    public Config withConsole(Console other) {
        return new Config(
                aws,
                worker,
                sources,
                projections,
                plugins,
                declared,
                tables,
                audit,
                expirations,
                parking,
                undo,
                versions,
                polling,
                leases,
                other,
                metrics,
                log,
                tracing,
                recording);
    }

    /**
     * Where DynamoDB is.
     *
     * @param region empty for what the AWS SDK finds by itself
     * @param endpoint empty for the region's own
     * @param embedded whether it is DynamoDB Local: its dialect is understood and tables are created at start
     */
    public record Aws(Optional<String> region, Optional<URI> endpoint, boolean embedded, Roles roles) {}

    /**
     * Which roles are assumed, by ARN; empty for the credentials that the AWS SDK finds, as they are.
     *
     * @param source for source tables and their streams
     * @param target for own, derived and lease tables
     * @param undo for putting items of source tables back; empty for the one for source tables
     * @param externalId what the owners of the roles ask for
     */
    public record Roles(
            Optional<String> source, Optional<String> target, Optional<String> undo, Optional<String> externalId) {
        public static final Roles NONE =
                new Roles(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The process itself.
     *
     * @param id what leases name as their owner; empty for one made of the host's name. Two live workers never share one
     * @param shutdownTimeout how long the commit in flight and the last checkpoints may take at the end
     */
    public record Worker(Optional<String> id, Duration shutdownTimeout) {}

    /**
     * A table that is followed.
     *
     * @param ttlAttribute the attribute that holds the second in which an item lapses
     * @param replica whether TTL deletes may come from another region, and so name nobody who deleted
     * @param actorAttribute the attribute that says who made a change
     * @param lanesPerShard in how many lanes, by item, a shard is followed
     */
    public record Source(
            TableName table,
            Optional<String> ttlAttribute,
            boolean replica,
            Start start,
            Optional<String> actorAttribute,
            int lanesPerShard) {
        /** A table followed from its stream's oldest change on. */
        public static Source of(String table) {
            return new Source(
                    new TableName(table), Optional.empty(), false, Start.TrimHorizon.INSTANCE, Optional.empty(), 1);
        }

        public Source withTtlAttribute(String attribute) {
            return new Source(table, Optional.of(attribute), replica, start, actorAttribute, lanesPerShard);
        }
    }

    /** Where in its stream a table is followed from, as long as no position is stored. */
    public sealed interface Start {
        /** From the oldest change that the stream still holds. */
        enum TrimHorizon implements Start {
            INSTANCE
        }

        /** From the moment in which the worker first sees the stream. */
        enum Latest implements Start {
            INSTANCE
        }

        /** From the first change at or after a moment. */
        record At(Instant instant) implements Start {}
    }

    /**
     * How physical tables are named and kept.
     *
     * @param prefix comes before the names of the tables that the worker keeps for itself
     * @param derivedPrefix comes before the names of the projections' tables
     * @param settings how tables are kept, by a name of the file of tables
     */
    public record Tables(String prefix, String derivedPrefix, String settings) {}

    /**
     * What the audit log keeps.
     *
     * @param retention how long entries are kept; empty for ever
     * @param rowLinks whether derived rows lead to the changes that wrote them
     */
    public record Audit(Optional<Duration> retention, boolean rowLinks) {}

    /**
     * What lapses.
     *
     * @param retention how long expiry events are kept; empty for ever
     * @param onTime whether what is due is told at its second, before DynamoDB deletes it
     * @param sinks where events are delivered to
     */
    public record Expirations(Optional<Duration> retention, boolean onTime, List<SinkConfig> sinks) {
        public Expirations {
            sinks = List.copyOf(sinks);
        }

        /** The type of each sink. */
        public Map<SinkName, String> sinkTypes() {
            return sinks.stream()
                    .collect(Collectors.toUnmodifiableMap(
                            SinkConfig::name, sink -> sink.target().type()));
        }
    }

    /**
     * What becomes of a change that a projection cannot take.
     *
     * @param attempts how often it is tried before it is parked
     * @param items when so many items of a table wait, its lanes halt instead of parking more
     * @param timeLimit how long projections may take for one change
     */
    public record Parking(int attempts, int items, Duration timeLimit) {}

    /** Whether operators may put items of source tables back to what they were. */
    public record Undo(boolean allow) {}

    /**
     * Versions of projections side by side.
     *
     * @param keep how long a version is kept at least when readers have been sent to another
     */
    public record Versions(Duration keep) {}

    /**
     * How streams are read.
     *
     * @param idle how long a shard that had nothing new is left alone
     * @param longestIdle how long at most, when it has had nothing new for longer
     * @param maxRecords how many records one call may bring
     * @param aheadMegabytes how much may be fetched and not applied, over all shards; empty for what suits the memory
     * @param callsPerSecond how many calls may be made, over all shards
     */
    public record Polling(
            Duration idle,
            Duration longestIdle,
            int maxRecords,
            Optional<Integer> aheadMegabytes,
            int callsPerSecond) {}

    /**
     * How workers share shards.
     *
     * @param failover after how long without a sign of life a worker's shards go to the others
     */
    public record Leases(Duration failover) {}

    /**
     * The worker's HTTP server.
     *
     * @param readToken what one has to know to look; empty for nothing, which only this machine's own address allows
     * @param changeToken what one has to know to change something; empty where nobody may
     */
    public record Console(Listen listen, Optional<SecretReference> readToken, Optional<SecretReference> changeToken) {
        /** No HTTP at all. */
        public static final Console OFF = new Console(Listen.Off.INSTANCE, Optional.empty(), Optional.empty());

        public Console withChangeToken(SecretReference token) {
            return new Console(listen, readToken, Optional.of(token));
        }
    }

    /** How the log is written. */
    public record Log(Format format, Level level) {
        /** What a line is. */
        public enum Format {
            /** A text for people. */
            TEXT,
            /** A JSON object. */
            JSON
        }

        /** What the program itself says at most. */
        public enum Level {
            ERROR,
            WARN,
            INFO,
            DEBUG
        }
    }

    /**
     * What is told to a collector of OpenTelemetry.
     *
     * @param collector where it is; empty for no tracing at all
     * @param sample which share of the commits is traced, from 0 to 1
     */
    public record Tracing(Optional<URI> collector, double sample) {}

    /** Where the worker answers HTTP. */
    public sealed interface Listen {
        /** Nowhere. */
        enum Off implements Listen {
            INSTANCE
        }

        /** On this machine's own address, at the usual port or, where another worker has that, at any. */
        enum Auto implements Listen {
            INSTANCE
        }

        /** There and nowhere else. */
        record At(Address address) implements Listen {}
    }

    /**
     * An address to listen on.
     *
     * @param host a name or address of this machine; an IPv6 address without brackets
     * @param port 0 for any that is free
     */
    public record Address(String host, int port) {
        private static final Pattern TEXT =
                Pattern.compile("([a-zA-Z0-9.-]{1,253}|\\[[0-9a-fA-F:]{2,39}]):([0-9]{1,5})");
        private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1");
        private static final int LAST_PORT = 65_535;

        public Address {
            if (port < 0 || port > LAST_PORT) {
                throw new IllegalArgumentException(port + " is no port");
            }
        }

        /** Reads {@code HOST:PORT}; an {@link IllegalArgumentException} where it is none. */
        public static Address of(String text) {
            Matcher matcher = TEXT.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("'" + text + "' is no address");
            }
            return new Address(matcher.group(1).replaceAll("[\\[\\]]", ""), Integer.parseInt(matcher.group(2)));
        }

        /** Whether only this machine can reach it. */
        public boolean isLoopback() {
            return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
        }
    }

    /**
     * What is told of the worker's numbers beside /metrics.
     *
     * @param log how often they are logged as a line of JSON; empty for never
     */
    public record Metrics(Optional<Duration> log) {}
}
