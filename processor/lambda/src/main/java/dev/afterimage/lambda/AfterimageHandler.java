package dev.afterimage.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import dev.afterimage.app.Afterimage;
import dev.afterimage.app.AfterimageBuilder;
import dev.afterimage.app.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * A Lambda function behind the stream of a table: it applies each change once, whatever is delivered again, and answers
 * from which record on the batch is to be delivered again. The trigger's function response types must hold
 * {@code ReportBatchItemFailures}.
 *
 * <p>As it is, it goes by the file that {@code AFTERIMAGE_CONFIG} names, or {@code afterimage.yaml} in the function's
 * folder, and by {@code AFTERIMAGE_…} variables. Projections of your own come as plugins, or in a class of your own:
 *
 * <pre>{@code
 * public final class OrdersHandler extends AfterimageHandler {
 *     public OrdersHandler() {
 *         super(configured(System.getenv()).projection(new CustomerOrders()));
 *     }
 * }
 * }</pre>
 */
public class AfterimageHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    /** So much of a call's time is left for the answer. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final Engine engine;
    private final InstantSource clock = InstantSource.system();

    /** By the function's own folder and environment. */
    public AfterimageHandler() {
        this(configured(System.getenv()));
    }

    public AfterimageHandler(AfterimageBuilder builder) {
        this.engine = builder.engine();
    }

    /** What a function is told by its environment. */
    public static AfterimageBuilder configured(Map<String, String> environment) {
        String folder = Optional.ofNullable(environment.get("LAMBDA_TASK_ROOT")).orElse("");
        String file = Optional.ofNullable(environment.get("AFTERIMAGE_CONFIG")).orElse("afterimage.yaml");
        return Afterimage.builder().config(Path.of(folder).resolve(file)).variables(environment);
    }

    /**
     * Applies the batch. What cannot be applied now is the first failure of the answer, and with it all that comes behind
     * it in the batch is delivered again. An exception, where the batch as a whole makes no sense: it names no table that
     * is a source, or a broken record that has no sequence number to be named by.
     */
    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        Batch batch = Batch.of(event, engine);
        Deadline deadline = new Deadline(
                clock,
                clock.instant().plusMillis(context.getRemainingTimeInMillis()).minus(MARGIN));
        Optional<String> failed = new BatchRun(engine, deadline).apply(batch);
        return new StreamsEventResponse(
                failed.map(StreamsEventResponse.BatchItemFailure::new).stream().toList());
    }

    /** The engine, for functions that do more than this. */
    protected final Engine engine() {
        return engine;
    }
}
