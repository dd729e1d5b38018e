package dev.afterimage.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.lane.Position;
import dev.afterimage.telemetry.Elapsed;
import dev.afterimage.telemetry.LaneFreshness;
import dev.afterimage.telemetry.Unapplied;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
        Position position = lane.position();
        JsonLine.print(out, json -> {
            json.writeStringField("table", position.lane().table().value());
            json.writeStringField("shard", position.lane().shard().value());
            if (position.lane().part().isPresent()) {
                json.writeStringField("part", position.lane().part().get().toString());
            }
            json.writeBooleanField("closed", position.closed());
            optional(json, "owner", lane.owner());
            optional(json, "checkpoint", lane.checkpoint());
            optional(json, "sequence", position.sequence().map(SequenceNumber::digits));
            if (position.split().isPresent()) {
                json.writeStringField(
                        "split_sequence", position.split().get().sequence().digits());
                json.writeNumberField("split_writes", position.split().get().writes());
            }
            json.writeNumberField("revision", position.revision());
            optional(json, "changed_at", position.changedAt().map(Instant::toString));
            optional(json, "committed_at", position.committedAt().map(Instant::toString));
            freshness(json, lane);
        });
    }

    private static void freshness(JsonGenerator json, LaneStatus lane) throws IOException {
        LaneFreshness freshness = lane.freshness();
        switch (freshness.unapplied()) {
            case Unapplied.Nothing _ -> json.writeStringField("lag", "none");
            case Unapplied.Behind behind -> {
                json.writeStringField("lag", "behind");
                json.writeStringField("lag_since", behind.since().toString());
            }
            case Unapplied.Unread unread -> {
                json.writeStringField("lag", "unread");
                json.writeStringField("lag_since", unread.since().toString());
            }
            case Unapplied.Unknown unknown -> {
                json.writeStringField("lag", "unknown");
                json.writeStringField("lag_unknown_why", unknown.why());
            }
        }
        seconds(json, "lag_seconds", freshness.age());
        optional(json, "read_at", freshness.lastRead().map(Instant::toString));
        if (lane.trouble().isPresent()) {
            json.writeStringField("unread_why", lane.trouble().get());
        }
        seconds(json, "data_loss_in_seconds", freshness.untilLoss());
        json.writeStringField("alarm", freshness.alarm().name().toLowerCase(Locale.ROOT));
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

    private static void seconds(JsonGenerator json, String name, Optional<Duration> value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.get().toSeconds());
        } else {
            json.writeNullField(name);
        }
    }

    private static void optional(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        } else {
            json.writeNullField(name);
        }
    }
}
