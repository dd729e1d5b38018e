package dev.afterimage.seed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

class ExplainedTest {
    @Test
    void throttling_names_the_options_that_help() {
        RuntimeException throttled = ProvisionedThroughputExceededException.builder()
                .awsErrorDetails(details("ProvisionedThroughputExceededException", "too fast"))
                .build();

        assertThat(Explained.explain(throttled))
                .contains("DynamoDB throttles the calls (ProvisionedThroughputExceededException):"
                        + " use a lower --rate or fewer --threads, or give the tables more capacity");
    }

    @Test
    void a_refusal_is_quoted() {
        RuntimeException denied = DynamoDbException.builder()
                .awsErrorDetails(details("AccessDeniedException", "not authorized to perform dynamodb:PutItem"))
                .build();

        assertThat(Explained.explain(denied))
                .contains("DynamoDB answers AccessDeniedException: not authorized to perform dynamodb:PutItem");
    }

    @Test
    void a_missing_table_names_the_verb_that_creates_it() {
        assertThat(Explained.explain(ResourceNotFoundException.builder().build()))
                .contains("a sample table is missing; 'afterimage seed tables' creates them");
    }

    @Test
    void the_way_to_dynamodb_is_explained() {
        assertThat(Explained.explain(unreached("x", new ConnectException("refused"))))
                .hasValueSatisfying(text -> assertThat(text).contains("connection refused"));
        assertThat(Explained.explain(unreached("x", new UnknownHostException("nowhere"))))
                .hasValueSatisfying(text -> assertThat(text).contains("no host of that name"));
        assertThat(Explained.explain(SdkClientException.create("Unable to load region from any of the providers")))
                .contains("no AWS region found; give one with --region");
        assertThat(Explained.explain(
                        SdkClientException.create("Unable to load credentials from any\nof the providers")))
                .hasValueSatisfying(text -> assertThat(text).startsWith("no AWS credentials found; --endpoint"));
    }

    @Test
    void a_fault_of_the_program_is_not_explained_away() {
        assertThat(Explained.explain(new NullPointerException())).isEmpty();
    }

    private static RuntimeException unreached(String message, Exception cause) {
        return SdkClientException.create(message, new IllegalStateException(cause));
    }

    private static AwsErrorDetails details(String code, String message) {
        return AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
    }
}
