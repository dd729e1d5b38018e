package dev.afterimage.metrics;

import dev.afterimage.dynamo.CallListener;
import dev.afterimage.dynamo.ServiceCall;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Measures the calls to DynamoDB and its streams. Thread-safe. */
final class CallMeters implements CallListener {
    private static final long[] BOUNDS = {5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000};

    private final MeterRegistry registry;
    private final Map<String, OfOperation> operations = new ConcurrentHashMap<>();
    private final Map<Outcome, Counter> calls = new ConcurrentHashMap<>();

    /** Those of one operation. */
    private record OfOperation(Timer duration, Counter attempts) {}

    /** What calls are counted by. */
    private record Outcome(String operation, ServiceCall.Result result) {}

    CallMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void called(ServiceCall call) {
        OfOperation meters = operations.computeIfAbsent(call.operation(), this::ofOperation);
        meters.duration.record(call.took());
        meters.attempts.increment(call.attempts());
        calls.computeIfAbsent(new Outcome(call.operation(), call.result()), this::calls)
                .increment();
    }

    private OfOperation ofOperation(String operation) {
        return new OfOperation(
                Timer.builder("afterimage.dynamodb.call.duration")
                        .description("How long calls to DynamoDB took, with the SDK's own second attempt.")
                        .serviceLevelObjectives(Names.millis(BOUNDS))
                        .tag("operation", operation)
                        .register(registry),
                Counter.builder("afterimage.dynamodb.attempts")
                        .description("Requests to DynamoDB: a call that the SDK tries again takes two.")
                        .tag("operation", operation)
                        .register(registry));
    }

    private Counter calls(Outcome outcome) {
        return Counter.builder("afterimage.dynamodb.calls")
                .description("Calls to DynamoDB and its streams.")
                .tag("operation", outcome.operation())
                .tag("result", Names.text(outcome.result()))
                .register(registry);
    }
}
