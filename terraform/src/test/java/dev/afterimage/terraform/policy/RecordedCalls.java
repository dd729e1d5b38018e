package dev.afterimage.terraform.policy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Notes every call of every client in this JVM that calls the host {@value #HOST}; the SDK finds it by the file
 * {@code execution.interceptors}. So the worker is watched as it is, and clients of the test, which say 127.0.0.1, are not.
 * Thread-safe.
 */
public final class RecordedCalls implements ExecutionInterceptor {
    /** The name under which what is watched calls the embedded DynamoDB. */
    public static final String HOST = "localhost";

    private static final Set<Call> CALLS = ConcurrentHashMap.newKeySet();

    /** Which stream an iterator reads. */
    private static final Map<String, String> ITERATORS = new ConcurrentHashMap<>();

    /** Every call so far, each once. */
    public static Set<Call> all() {
        return new TreeSet<>(CALLS);
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (context.httpRequest().host().equals(HOST)) {
            calls(context.request()).forEach(CALLS::add);
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        switch (context.response()) {
            case GetShardIteratorResponse found
            when context.request() instanceof GetShardIteratorRequest asked ->
                note(found.shardIterator(), asked.streamArn());
            case GetRecordsResponse found
            when context.request() instanceof GetRecordsRequest asked ->
                note(found.nextShardIterator(), ITERATORS.getOrDefault(asked.shardIterator(), ""));
            default -> {}
        }
    }

    private static void note(@Nullable String iterator, String arn) {
        if (iterator != null) {
            ITERATORS.put(iterator, arn);
        }
    }

    private static Stream<Call> calls(SdkRequest request) {
        return switch (request) {
            case TransactWriteItemsRequest transaction ->
                transaction.transactItems().stream().map(RecordedCalls::call);
            case BatchGetItemRequest batch ->
                batch.requestItems().keySet().stream()
                        .map(table -> new Call("dynamodb:BatchGetItem", "table/" + table));
            case TransactGetItemsRequest transaction ->
                transaction.transactItems().stream()
                        .map(item -> new Call(
                                "dynamodb:GetItem", "table/" + item.get().tableName()));
            case GetRecordsRequest records ->
                Stream.of(new Call(
                        "dynamodb:GetRecords",
                        resource(ITERATORS.getOrDefault(records.shardIterator(), "a stream that nobody asked for"))));
            default -> Stream.of(new Call("dynamodb:" + operation(request), resource(request)));
        };
    }

    /** IAM looks at a transaction's parts one by one. */
    private static Call call(TransactWriteItem item) {
        if (item.put() != null) {
            return new Call("dynamodb:PutItem", "table/" + item.put().tableName());
        }
        if (item.update() != null) {
            return new Call("dynamodb:UpdateItem", "table/" + item.update().tableName());
        }
        if (item.delete() != null) {
            return new Call("dynamodb:DeleteItem", "table/" + item.delete().tableName());
        }
        return new Call(
                "dynamodb:ConditionCheckItem", "table/" + item.conditionCheck().tableName());
    }

    private static String operation(SdkRequest request) {
        return request.getClass().getSimpleName().replaceFirst("Request$", "");
    }

    private static String resource(SdkRequest request) {
        Optional<String> stream = request.getValueForField("StreamArn", String.class);
        Optional<String> table = request.getValueForField("TableName", String.class);
        Optional<String> index = request.getValueForField("IndexName", String.class);
        return stream.map(RecordedCalls::resource)
                .or(() -> table.map(name ->
                        "table/" + name + index.map(one -> "/index/" + one).orElse("")))
                .orElse("nothing in particular");
    }

    private static String resource(String arn) {
        return arn.substring(arn.indexOf("table/") < 0 ? 0 : arn.indexOf("table/"));
    }
}
