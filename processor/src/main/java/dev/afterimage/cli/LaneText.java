package dev.afterimage.cli;

import dev.afterimage.change.SequenceNumber;
import dev.afterimage.lane.Position;
import dev.afterimage.telemetry.Elapsed;
import dev.afterimage.telemetry.LaneJson;
import dev.afterimage.telemetry.LaneStatus;
import dev.afterimage.telemetry.Unapplied;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** How a lane's status is written. */
final class LaneText {
    private static final String NONE = "-";

    private LaneText() {}

    static TextTable table(List<LaneStatus> lanes, Instant now) {
        TextTable table =
                new TextTable("TABLE", "SHARD", "OWNER", "POSITION", "LAG", "READ", "DATA LOSS IN", "LAST COMMIT");
        for (LaneStatus lane : lanes) {
            Position position = lane.position();
            table.row(
                    position.lane().table().value(),
                    position.lane().shardWithPart(),
                    position.closed() ? "closed" : lane.owner().orElse(NONE),
                    position(position),
                    lag(lane),
                    lane.freshness().lastRead().map(at -> Ago.of(at, now)).orElse(NONE),
                    lane.freshness().untilLoss().map(Elapsed::inWords).orElse("none"),
                    position.committedAt().map(at -> Ago.of(at, now)).orElse(NONE));
        }
        return table;
    }

    /** What must not be overlooked. */
    static Stream<String> warnings(List<LaneStatus> lanes) {
        return lanes.stream().map(LaneStatus::freshness).flatMap(lane -> switch (lane.alarm()) {
            case NONE -> Stream.empty();
            case WARNING ->
                Stream.of("WARNING: lane " + lane.lane() + " has used up half of the 24 hours that the stream"
                        + " keeps its changes");
            case URGENT ->
                Stream.of("URGENT: lane " + lane.lane() + " IS ABOUT TO LOSE CHANGES: it has used up three"
                        + " quarters of the 24 hours that the stream keeps them");
        });
    }

    static void json(LaneStatus lane, PrintWriter out) {
        JsonLine.print(out, json -> LaneJson.write(lane, json));
    }

    private static String position(Position position) {
        String sequence = position.sequence().map(SequenceNumber::digits).orElse(NONE);
        return sequence
                + position.split()
                        .map(split -> " and " + split.writes() + " writes of the next")
                        .orElse("");
    }

    private static String lag(LaneStatus lane) {
        String age = lane.freshness().age().map(Elapsed::inWords).orElse("none");
        return switch (lane.freshness().unapplied()) {
            case Unapplied.Nothing _ -> age;
            case Unapplied.Behind _ -> age;
            case Unapplied.Unread _ ->
                "up to " + age + lane.trouble().map(why -> ": " + why).orElse("");
            case Unapplied.Unknown unknown -> "unknown: " + unknown.why();
        };
    }
}
