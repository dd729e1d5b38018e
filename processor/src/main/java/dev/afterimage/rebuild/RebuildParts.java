package dev.afterimage.rebuild;

import dev.afterimage.audit.AuditLog;
import dev.afterimage.audit.AuditRows;
import dev.afterimage.commit.CommitPlanner;
import dev.afterimage.commit.Committer;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.lane.Positions;
import dev.afterimage.parking.ParkingLot;
import dev.afterimage.pipeline.FailurePolicy;
import dev.afterimage.pipeline.Router;
import dev.afterimage.pipeline.StoredRows;
import dev.afterimage.projection.Projection;
import dev.afterimage.version.Fences;
import dev.afterimage.version.Segments;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What versions are built with. */
public record RebuildParts(
        AuditWalk walk,
        AuditLog log,
        AuditRows auditRows,
        CommitPlanner planner,
        Committer committer,
        Positions positions,
        ParkingLot parking,
        Fences fences,
        Segments segments,
        DerivedRows rows,
        StoredRows stored,
        FailurePolicy failures,
        InstantSource clock) {
    ItemBuild.Parts items(Projection projection) {
        Router alone =
                new Router(List.of(projection), Map.of(), auditRows, new ExpiryRows(Optional.empty())).reading(stored);
        return new ItemBuild.Parts(alone, planner, committer, log, fences, segments, parking, failures, clock);
    }

    LaneNotice notice() {
        return new LaneNotice(positions, committer, failures, clock);
    }
}
