package dev.afterimage.app;

import dev.afterimage.audit.AuditLog;
import dev.afterimage.backfill.Backfill;
import dev.afterimage.backfill.BackfillListener;
import dev.afterimage.backfill.BackfillWork;
import dev.afterimage.backfill.Backfilling;
import dev.afterimage.backfill.Backfills;
import dev.afterimage.backfill.LaneFences;
import dev.afterimage.backfill.Loading;
import dev.afterimage.backfill.Progress;
import dev.afterimage.console.backfill.BackfillParts;
import dev.afterimage.dynamo.AwsClients;
import dev.afterimage.dynamo.DynamoAuditLog;
import dev.afterimage.dynamo.DynamoBackfills;
import dev.afterimage.dynamo.DynamoCommitter;
import dev.afterimage.dynamo.DynamoLoggedItems;
import dev.afterimage.dynamo.DynamoPositions;
import dev.afterimage.dynamo.DynamoTablePages;
import dev.afterimage.item.TableName;
import dev.afterimage.lane.Lane;
import dev.afterimage.metrics.BackfillFigures;
import dev.afterimage.pipeline.ChangePipeline;
import dev.afterimage.pipeline.Foresight;
import dev.afterimage.telemetry.LaneStatus;
import dev.afterimage.telemetry.Unapplied;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to do with backfills, for this configuration, with these clients. */
record Filling(Blueprint blueprint, AwsClients clients) {
    private static final Logger LOG = LoggerFactory.getLogger(Filling.class);
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration BEAT = Duration.ofSeconds(1);

    /** Streams show a change within a second or so; nothing depends on it being so fast. */
    private static final Duration SETTLING = Duration.ofMinutes(1);

    /** A DynamoDB Local shows changes at once. */
    private static final Duration SETTLING_EMBEDDED = Duration.ofSeconds(2);

    Backfills backfills() {
        return new DynamoBackfills(clients.tables(), blueprint.naming());
    }

    private AuditLog audit() {
        return new DynamoAuditLog(clients.tables(), blueprint.naming(), CLOCK);
    }

    /** Whether the items of a table are being loaded. */
    boolean isLoading(TableName table) {
        return backfills().of(table).filter(Backfill::isOpen).isPresent();
    }

    /** What lanes must know of items. */
    Foresight foresight(Lane lane) {
        return lane.isInternal()
                ? Foresight.NONE
                : new LaneFences(lane.table(), backfills(), audit(), blueprint.auditRows());
    }

    /** Works on backfills from now on, with what lanes work with. */
    void begin(ChangePipeline.Parts lanes, UnaryOperator<Foresight> around, String worker, Opened opened) {
        Loading loading = new Loading(
                backfills(),
                new DynamoTablePages(clients.sources()),
                new DynamoLoggedItems(clients.tables(), clients.sources(), blueprint.naming()),
                audit(),
                lanes,
                around,
                new Told());
        ScanThreads scans = opened.add(new ScanThreads());
        BackfillWork work = new BackfillWork(
                blueprint.sources(),
                new BackfillWork.Parts(
                        worker,
                        loading,
                        (table, until) -> look(table, until),
                        blueprint.access().embedded() ? SETTLING_EMBEDDED : SETTLING,
                        scans));
        opened.add(Repeated.every(BEAT, "backfill", work::beat));
    }

    private BackfillWork.Look look(TableName table, Instant until) {
        List<LaneStatus> lanes = LaneReport.of(blueprint, clients).lanes().stream()
                .filter(lane -> lane.position().lane().table().equals(table))
                .toList();
        return new BackfillWork.Look(
                lanes.stream().map(lane -> lane.position().lane()).collect(Collectors.toUnmodifiableSet()),
                behind(lanes, until));
    }

    private static Set<Lane> behind(List<LaneStatus> lanes, Instant until) {
        return lanes.stream()
                .filter(lane -> !lane.position().closed()
                        && switch (lane.freshness().unapplied()) {
                            case Unapplied.Nothing _ -> false;
                            case Unapplied.Behind waiting -> !waiting.since().isAfter(until);
                            case Unapplied.Unread _, Unapplied.Unknown _ -> true;
                        })
                .map(lane -> lane.position().lane())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Starts backfills, and looks after them. */
    Backfilling backfilling() {
        return new Backfilling(new Backfilling.Parts(
                backfills(),
                new DynamoPositions(clients.tables(), blueprint.naming()),
                audit(),
                new DynamoCommitter(clients.tables(), blueprint.naming()),
                blueprint.config().audit().retention().isPresent(),
                CLOCK,
                table -> new Versioning(blueprint, clients).versions().unsettledFromNow(table)));
    }

    /** What the console shows and decides. */
    BackfillParts shown() {
        return new BackfillParts(blueprint.sources(), backfills(), backfilling(), this::roughCount);
    }

    /** What metrics tell of the last backfill of each table. */
    List<BackfillFigures> figures() {
        return backfills().all().stream()
                .filter(backfill -> blueprint.sources().contains(backfill.table()))
                .map(this::figures)
                .toList();
    }

    private BackfillFigures figures(Backfill backfill) {
        TableName table = backfill.table();
        long roughly = backfill.isOpen() ? roughCount(table) : 0;
        Progress progress = Progress.of(backfill, backfills().segments(table), roughly, CLOCK.instant());
        return new BackfillFigures(table, backfill.state().text(), progress.read(), progress.loaded(), progress.left());
    }

    long roughCount(TableName table) {
        return new DynamoTablePages(clients.sources()).roughCount(table);
    }

    /** Tells the log. */
    private static final class Told implements BackfillListener {
        @Override
        public void moved(Backfill backfill) {
            LOG.info(
                    "the {} of {} is {}",
                    backfill.purpose().text(),
                    backfill.table(),
                    backfill.state().text());
        }

        @Override
        public void halted(TableName table, int segment, String reason) {
            LOG.warn("segment {} of the backfill of {} halts: {}", segment, table, reason);
        }
    }
}
