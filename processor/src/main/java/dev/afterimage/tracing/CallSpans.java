package dev.afterimage.tracing;

import dev.afterimage.dynamo.CallListener;
import dev.afterimage.dynamo.ServiceCall;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.time.Instant;
import java.util.Locale;

/** Makes spans of calls that are made within another span, on its thread. Those for nobody, such as reads, have none. */
final class CallSpans implements CallListener {
    private final Tracer tracer;

    CallSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public void called(ServiceCall call) {
        if (!Span.current().getSpanContext().isSampled()) {
            return;
        }
        Instant end = Instant.now();
        Span span = tracer.spanBuilder("DynamoDB." + call.operation())
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(end.minus(call.took()))
                .setAttribute("rpc.system", "aws-api")
                .setAttribute("rpc.method", call.operation())
                .setAttribute("afterimage.attempts", call.attempts())
                .setAttribute("afterimage.result", call.result().name().toLowerCase(Locale.ROOT))
                .startSpan();
        if (call.result() != ServiceCall.Result.OK) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(end);
    }
}
