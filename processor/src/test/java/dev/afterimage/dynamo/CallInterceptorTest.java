package dev.afterimage.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.afterimage.dynamo.FaultyEndpoint.Fault;
import dev.afterimage.dynamo.ServiceCall.Result;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

@ExtendWith(ClosesAll.class)
class CallInterceptorTest {
    private final FaultyEndpoint endpoint = FaultyEndpoint.alone();
    private final List<ServiceCall> calls = new CopyOnWriteArrayList<>();
    private final AwsClients clients = AwsClients.open(AwsAccess.embedded(endpoint.address()), "w", calls::add);

    @AfterEach
    void close() {
        clients.close();
        endpoint.close();
    }

    @Test
    void tells_of_calls_of_every_client() {
        endpoint.on("GetItem", new Fault.Answer(200, "{}"));
        endpoint.on("ListStreams", new Fault.Answer(200, "{}"));

        clients.tables().getItem(request -> request.tableName("things").key(key()));
        clients.sources().getItem(request -> request.tableName("things").key(key()));
        clients.leases()
                .getItem(request -> request.tableName("things").key(key()))
                .join();
        clients.streams().listStreams(request -> {});

        assertThat(calls)
                .extracting(ServiceCall::operation)
                .containsExactly("GetItem", "GetItem", "GetItem", "ListStreams");
        assertThat(calls).allSatisfy(call -> {
            assertThat(call.result()).isEqualTo(Result.OK);
            assertThat(call.attempts()).isEqualTo(1);
            assertThat(call.took()).isPositive();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "ConditionalCheckFailedException, CONDITION, 1",
        "ProvisionedThroughputExceededException, THROTTLED, 2",
        "TransactionConflictException, CONTENDED, 1",
        "ValidationException, REJECTED, 1",
        "ResourceNotFoundException, MISSING, 1",
        "AccessDeniedException, DENIED, 1",
        "UnrecognizedClientException, UNKNOWN_CALLER, 1",
        "SomethingNewException, OTHER, 1"
    })
    void tells_what_an_error_means_and_how_often_it_was_tried(String code, Result result, int attempts) {
        endpoint.on("PutItem", Fault.Answer.error(400, code));

        Throwable failure = catchThrowable(() ->
                clients.tables().putItem(request -> request.tableName("things").item(key())));

        assertThat(failure).isNotNull();
        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.operation()).isEqualTo("PutItem");
            assertThat(call.result()).isEqualTo(result);
            assertThat(call.attempts()).isEqualTo(attempts);
        });
    }

    @Test
    void tells_that_nobody_answered_also_of_calls_that_are_not_waited_for() {
        endpoint.on("PutItem", new Fault.Hangup());

        Throwable failure = catchThrowable(() -> clients.leases()
                .putItem(request -> request.tableName("things").item(key()))
                .join());

        assertThat(failure).isNotNull();
        assertThat(calls).singleElement().extracting(ServiceCall::result).isEqualTo(Result.UNANSWERED);
    }

    @ParameterizedTest
    @CsvSource({
        "None;ConditionalCheckFailed;TransactionConflict, CONDITION",
        "ThrottlingError;ValidationError, REJECTED",
        "TransactionConflict;ThrottlingError, THROTTLED",
        "None;TransactionConflict, CONTENDED",
        "Unheard, OTHER"
    })
    void the_worst_reason_of_a_cancelled_transaction_counts(String codes, Result result) {
        TransactionCanceledException cancelled = TransactionCanceledException.builder()
                .cancellationReasons(List.of(codes.split(";")).stream()
                        .map(code -> CancellationReason.builder().code(code).build())
                        .toList())
                .build();

        assertThat(Result.of(cancelled)).isEqualTo(result);
    }

    private static Map<String, AttributeValue> key() {
        return Map.of("id", AttributeValue.fromS("a"));
    }
}
