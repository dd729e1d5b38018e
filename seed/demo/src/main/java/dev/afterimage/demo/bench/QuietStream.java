package dev.afterimage.demo.bench;

import dev.afterimage.dynamo.TableNaming;
import dev.afterimage.pipeline.PipelineListener;
import dev.afterimage.stream.kcl.StreamWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How fresh the rows of a quiet stream are: from the call that writes an item until its derived row can be read. */
final class QuietStream {
    private static final TableNaming NAMING = new TableNaming("quiet_", "quiet_");
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int WARM_UP = 20;

    private final DynamoDbClient dynamo;
    private final Random random = new Random(11);

    private QuietStream(DynamoDbClient dynamo) {
        this.dynamo = dynamo;
    }

    /** So many writes, one at a time, at random moments; how long each took, in ascending order. */
    static List<Duration> measure(int writes) {
        try (CatchUp database = CatchUp.with(new Backlog(0));
                StreamWorker worker = database.worker(NAMING, Duration.ZERO, PipelineListener.NONE)) {
            worker.start();
            QuietStream quiet = new QuietStream(database.tables());
            List<Duration> times = new ArrayList<>();
            for (int number = -WARM_UP; number < writes; number++) {
                Duration time = quiet.once("fresh" + number);
                if (number >= 0) {
                    times.add(time);
                }
            }
            times.sort(null);
            return times;
        }
    }

    private Duration once(String list) {
        Slow.travel(Duration.ofMillis(50 + random.nextInt(100)));
        long start = System.nanoTime();
        dynamo.putItem(request -> request.tableName("items")
                .item(Map.of("list_id", AttributeValue.fromS(list), "datetime", AttributeValue.fromS("2026"))));
        while (!counted(list)) {
            if (System.nanoTime() - start > LONGEST.toNanos()) {
                throw new IllegalStateException("the row of " + list + " does not come");
            }
            Slow.travel(Duration.ofMillis(1));
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private boolean counted(String list) {
        return dynamo.getItem(request ->
                        request.tableName("quiet_list_summary").key(Map.of("list_id", AttributeValue.fromS(list))))
                .hasItem();
    }
}
