package dev.afterimage.console.health;

import dev.afterimage.console.web.Access;
import dev.afterimage.console.web.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Optional;

/**
 * {@code /live}: the process answers. {@code /ready}: the worker follows its tables, else 503 and why. {@code /metrics}: its
 * figures, as Prometheus reads them. The first two hold no data and need no token.
 */
public final class Health {
    private final WorkerHealth worker;
    private final Figures figures;

    public Health(WorkerHealth worker, Figures figures) {
        this.worker = worker;
        this.figures = figures;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/live", request -> Json.answer(request, json -> json.writeBooleanField("live", true)), Access.OPEN);
        routes.get("/ready", this::ready, Access.OPEN);
        routes.get("/metrics", this::metrics, Access.READ);
    }

    private void metrics(Context request) {
        Figures.Text figuresNow =
                figures.read(Optional.ofNullable(request.header("Accept")).orElse(""));
        request.contentType(figuresNow.contentType()).result(figuresNow.text());
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
