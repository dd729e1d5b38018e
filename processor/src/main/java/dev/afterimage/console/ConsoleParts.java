package dev.afterimage.console;

import dev.afterimage.console.audit.AuditParts;
import dev.afterimage.console.backfill.BackfillParts;
import dev.afterimage.console.expiry.ExpiryParts;
import dev.afterimage.console.health.Figures;
import dev.afterimage.console.health.WorkerHealth;
import dev.afterimage.console.lane.LaneBoard;
import dev.afterimage.console.live.LiveChanges;
import dev.afterimage.console.parked.Parking;
import dev.afterimage.console.undo.UndoParts;
import dev.afterimage.console.version.VersionParts;
import dev.afterimage.console.web.RequestListener;
import dev.afterimage.item.TableName;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the console shows and asks.
 *
 * @param sources the tables that are followed
 * @param live what the lanes of this worker apply
 * @param figures the worker's, as Prometheus reads them
 * @param requests is told of each request
 * @param explain says what is wrong where a failure comes from DynamoDB
 */
public record ConsoleParts(
        List<TableName> sources,
        LaneBoard lanes,
        LiveChanges live,
        AuditParts audit,
        ExpiryParts expiry,
        Parking parking,
        UndoParts undo,
        VersionParts versions,
        BackfillParts backfills,
        WorkerHealth worker,
        Figures figures,
        RequestListener requests,
        Function<Throwable, Optional<String>> explain,
        InstantSource clock) {
    public ConsoleParts {
        sources = List.copyOf(sources);
    }
}
