package dev.afterimage.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.lane.Position;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How a lane's status is written. */
final class LaneText {
    private static final String NONE = "-";

    private LaneText() {}

    static TextTable table(List<LaneStatus> lanes, Instant now) {
        TextTable table = new TextTable("TABLE", "SHARD", "OWNER", "POSITION", "LAG", "LAST COMMIT");
        for (LaneStatus lane : lanes) {
            Position position = lane.position();
            table.row(
                    position.lane().table().value(),
                    position.lane().shardWithPart(),
                    position.closed() ? "closed" : lane.owner().orElse(NONE),
                    position(position),
                    lag(lane.lag(), now),
                    position.committedAt().map(at -> Ago.of(at, now)).orElse(NONE));
        }
        return table;
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
            switch (lane.lag()) {
                case Lag.None _ -> json.writeStringField("lag", "none");
                case Lag.Behind behind -> {
                    json.writeStringField("lag", "behind");
                    json.writeStringField("lag_since", behind.since().toString());
                }
                case Lag.Unknown unknown -> {
                    json.writeStringField("lag", "unknown");
                    json.writeStringField("lag_unknown_why", unknown.why());
                }
            }
        });
    }

    private static String position(Position position) {
        String sequence = position.sequence().map(SequenceNumber::digits).orElse(NONE);
        return sequence
                + position.split()
                        .map(split -> " and " + split.writes() + " writes of the next")
                        .orElse("");
    }

    private static String lag(Lag lag, Instant now) {
        return switch (lag) {
            case Lag.Unknown unknown -> "unknown: " + unknown.why();
            case Lag.None _ -> "none";
            case Lag.Behind behind -> Ago.text(Duration.between(behind.since(), now));
        };
    }

    private static void optional(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        } else {
            json.writeNullField(name);
        }
    }
}
