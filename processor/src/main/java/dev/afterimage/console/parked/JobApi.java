package dev.afterimage.console.parked;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.Json;
import dev.afterimage.inspection.ParkedJson;
import dev.afterimage.projection.ProjectionName;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** The job at work as JSON. Thread-safe. */
final class JobApi {
    private static final String JOB = "/api/parked/job";

    private final Parking parking;

    JobApi(Parking parking) {
        this.parking = parking;
    }

    void addTo(RoutesConfig routes) {
        routes.get(JOB, request -> answer(request, JobPages.state(parking)), Access.READ);
        routes.post(JOB, this::begin, Access.CHANGE);
        routes.post(JOB + "/stop", this::stop, Access.CHANGE);
    }

    private void begin(Context request) {
        answer(request.status(HttpStatus.ACCEPTED), JobPages.start(parking, request));
    }

    private void stop(Context request) {
        JobPages.state(parking);
        parking.jobs().stop();
        answer(request.status(HttpStatus.ACCEPTED), JobPages.state(parking));
    }

    private static void answer(Context request, JobState state) {
        Json.answer(request, json -> {
            task(json, state.task());
            json.writeStringField("phase", state.phase().word());
            Optional<Instant> ended = ended(state.phase());
            if (ended.isPresent()) {
                json.writeStringField("ended", ended.get().toString());
            }
            if (state.phase() instanceof JobState.Phase.Failed failed) {
                json.writeStringField("failure", failed.reason());
            }
            json.writeNumberField("items", state.items());
            json.writeNumberField("done", state.done());
            json.writeNumberField("settled", state.settled());
            json.writeNumberField("settled_by_others", state.others());
            json.writeNumberField("stuck_items", state.stuckItems());
            json.writeArrayFieldStart("stuck");
            for (JobState.Stuck stuck : state.stuck()) {
                json.writeStartObject();
                ParkedJson.item(json, stuck.item());
                json.writeStringField("reason", stuck.reason());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void task(JsonGenerator json, JobState.Task task) throws IOException {
        json.writeStringField("action", task.decision().word());
        if (task.decision() instanceof Decision.Discard discard) {
            json.writeStringField("reason", discard.reason());
        }
        Optional<String> table = task.filter().table();
        if (table.isPresent()) {
            json.writeStringField("table", table.get());
        }
        Optional<ProjectionName> projection = task.filter().projection();
        if (projection.isPresent()) {
            json.writeStringField("projection", projection.get().value());
        }
        json.writeStringField("operator", task.operator());
        json.writeStringField("began", task.began().toString());
    }

    private static Optional<Instant> ended(JobState.Phase phase) {
        return switch (phase) {
            case JobState.Phase.Running running -> Optional.empty();
            case JobState.Phase.Done done -> Optional.of(done.at());
            case JobState.Phase.Stopped stopped -> Optional.of(stopped.at());
            case JobState.Phase.Failed failed -> Optional.of(failed.at());
        };
    }
}
