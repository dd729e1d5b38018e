package dev.afterimage.console.lane;

import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.Json;
import dev.afterimage.console.web.Pages;
import dev.afterimage.console.web.Place;
import dev.afterimage.telemetry.LaneJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.LongSupplier;

/** The lanes: {@code /}, which keeps itself up to date, and {@code /api/lanes}. Thread-safe. */
public final class LanePages {
    private final LaneBoard board;
    private final LongSupplier parked;
    private final Pages pages;

    /**
     * What the page shows.
     *
     * @param closed whether lanes are shown whose shards have ended
     * @param parked how many changes are parked
     */
    public record Model(LaneBoard.Board board, boolean closed, long parked) {
        public List<LaneLine> lanes() {
            return closed ? board.lanes() : board.open();
        }

        public int hidden() {
            return board.lanes().size() - lanes().size();
        }

        public List<LaneLine> alarming() {
            return board.open().stream().filter(LaneLine::alarming).toList();
        }

        public List<LaneLine> halted() {
            return board.open().stream()
                    .filter(lane -> lane.halted().isPresent())
                    .toList();
        }
    }

    public LanePages(LaneBoard board, LongSupplier parked, Pages pages) {
        this.board = board;
        this.parked = parked;
        this.pages = pages;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/", request -> pages.show(request, Place.LANES, "Lanes", "lanes.jte", model(request)), Access.READ);
        routes.get("/lanes/table", request -> pages.showPart(request, "laneTable.jte", model(request)), Access.READ);
        routes.get("/api/lanes", this::list, Access.READ);
    }

    private Model model(Context request) {
        return new Model(board.look(), "true".equals(request.queryParam("closed")), parked.getAsLong());
    }

    private void list(Context request) {
        LaneBoard.Board found = board.look();
        Json.answer(request, json -> {
            json.writeStringField("at", found.at().toString());
            json.writeArrayFieldStart("lanes");
            for (LaneLine lane : found.lanes()) {
                json.writeStartObject();
                LaneJson.write(lane.status(), json);
                if (lane.halted().isPresent()) {
                    json.writeStringField("halted", lane.halted().get());
                }
                if (lane.rate().isPresent()) {
                    json.writeNumberField("rate", lane.rate().getAsDouble());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
