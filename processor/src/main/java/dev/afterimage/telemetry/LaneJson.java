package dev.afterimage.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.lane.Position;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** How a lane's status is written as JSON. */
public final class LaneJson {
    private LaneJson() {}

    /** Writes the fields of an object that is begun. */
    public static void write(LaneStatus lane, JsonGenerator json) throws IOException {
        Position position = lane.position();
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
        json.writeNumberField("applied", position.applied());
        optional(json, "changed_at", position.changedAt().map(Instant::toString));
        optional(json, "committed_at", position.committedAt().map(Instant::toString));
        freshness(json, lane);
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
