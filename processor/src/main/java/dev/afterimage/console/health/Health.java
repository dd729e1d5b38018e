package dev.afterimage.console.health;

import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code /live}: the process answers. {@code /ready}: the worker follows its tables, else 503 and why. {@code /metrics}: its
 * figures, as Prometheus reads them. The first two hold no data and need no token.
 */
public final class Health {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final WorkerHealth worker;
    private final Supplier<String> metrics;

    public Health(WorkerHealth worker, Supplier<String> metrics) {
        this.worker = worker;
        this.metrics = metrics;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/live", request -> Json.answer(request, json -> json.writeBooleanField("live", true)), Access.OPEN);
        routes.get("/ready", this::ready, Access.OPEN);
        routes.get("/metrics", request -> request.contentType(PROMETHEUS).result(metrics.get()), Access.READ);
    }

    private void ready(Context request) {
        List<String> reasons = worker.unready();
        request.status(reasons.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
        Json.answer(request, json -> {
            json.writeBooleanField("ready", reasons.isEmpty());
            json.writeArrayFieldStart("reasons");
            for (String reason : reasons) {
                json.writeString(reason);
            }
            json.writeEndArray();
        });
    }
}
