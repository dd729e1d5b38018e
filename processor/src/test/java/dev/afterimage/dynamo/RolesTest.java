package dev.afterimage.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.dynamo.AwsAccess.Roles;
import dev.afterimage.logged.CapturedLog;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.sts.model.StsException;

/** As whom and how the clients call, shown by a stub of STS and DynamoDB. */
@ExtendWith(ClosesAll.class)
class RolesTest {
    private static final String SOURCE = "arn:aws:iam::123456789012:role/reader";
    private static final String TARGET = "arn:aws:iam::210987654321:role/writer";
    private static final String UNDO = "arn:aws:iam::123456789012:role/undo";
    private static final List<String> PROPERTIES =
            List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.endpointUrlSts");
    private static final String BASE_SECRET = "MARKER-BASE-SECRET";

    private final RoleEndpoint endpoint = new RoleEndpoint();

    @BeforeEach
    void set_up_what_the_default_chain_finds() {
        System.setProperty("aws.accessKeyId", "BASE");
        System.setProperty("aws.secretAccessKey", BASE_SECRET);
        System.setProperty("aws.endpointUrlSts", endpoint.address().toString());
    }

    @AfterEach
    void close() {
        PROPERTIES.forEach(System::clearProperty);
        endpoint.close();
    }

    @Test
    void streams_and_sources_are_called_in_one_role_all_other_tables_in_another_and_items_put_back_in_a_third() {
        Roles roles = new Roles(Optional.of(SOURCE), Optional.of(TARGET), Optional.of(UNDO), Optional.of("4711"));
        try (AwsClients clients = AwsClients.open(access(roles), "worker-1")) {
            clients.streams().listStreams();
            assertThat(endpoint.lastCaller()).isEqualTo("reader-1");
            clients.sources().listTables();
            assertThat(endpoint.lastCaller()).isEqualTo("reader-1");
            clients.tables().listTables();
            assertThat(endpoint.lastCaller()).isEqualTo("writer-1");
            clients.leases().listTables().join();
            assertThat(endpoint.lastCaller()).isEqualTo("writer-1");
            clients.undo().listTables();
            assertThat(endpoint.lastCaller()).isEqualTo("undo-1");
        }
        assertThat(endpoint.assumed())
                .hasSize(3)
                .allSatisfy(request ->
                        assertThat(request).contains("caller=BASE", "ExternalId=4711", "RoleSessionName=worker-1"));
    }

    @Test
    void one_role_alone_leaves_the_other_calls_to_the_credentials_as_they_are() {
        Roles roles = new Roles(Optional.empty(), Optional.of(TARGET), Optional.empty(), Optional.empty());
        try (AwsClients clients = AwsClients.open(access(roles), "w")) {
            clients.streams().listStreams();
            assertThat(endpoint.lastCaller()).isEqualTo("BASE");
            clients.tables().listTables();
            assertThat(endpoint.lastCaller()).isEqualTo("writer-1");
        }
        assertThat(endpoint.assumed()).singleElement().asString().contains("RoleSessionName=worker-w");
        assertThat(endpoint.assumed().getFirst()).doesNotContain("ExternalId");
    }

    @Test
    void without_roles_nobody_asks_sts() {
        try (AwsClients clients = AwsClients.open(access(Roles.NONE), "worker-1")) {
            clients.streams().listStreams();
            clients.sources().listTables();
            clients.tables().listTables();
            assertThat(endpoint.lastCaller()).isEqualTo("BASE");
        }
        assertThat(endpoint.assumed()).isEmpty();
    }

    @Test
    void a_session_is_renewed_before_it_ends() {
        endpoint.sessionsLast(Duration.ofSeconds(30));
        Roles roles = new Roles(Optional.empty(), Optional.of(TARGET), Optional.empty(), Optional.empty());
        try (AwsClients clients = AwsClients.open(access(roles), "worker-1")) {
            clients.tables().listTables();
            String first = endpoint.lastCaller();
            clients.tables().listTables();

            assertThat(endpoint.lastCaller()).startsWith("writer-").isNotEqualTo(first);
        }
    }

    @Test
    void without_an_endpoint_calls_go_to_the_region_by_https_with_what_the_default_chain_finds() {
        Recorder recorder = new Recorder();
        try (AwsClients clients = AwsClients.open(AwsAccess.of(Region.EU_CENTRAL_1), List.of(recorder))) {
            assertThatThrownBy(() -> clients.streams().listStreams()).hasMessageContaining("not sent");

            SdkHttpRequest request = recorder.request.orElseThrow();
            assertThat(request.protocol()).isEqualTo("https");
            assertThat(request.host()).isEqualTo("streams.dynamodb.eu-central-1.amazonaws.com");
            assertThat(request.firstMatchingHeader("Authorization").orElse("")).contains("Credential=BASE/");
            assertThat(clients.tables().serviceClientConfiguration().endpointOverride())
                    .isEmpty();
            assertThat(clients.tables().serviceClientConfiguration().credentialsProvider())
                    .isInstanceOf(DefaultCredentialsProvider.class);
        }
    }

    @Test
    void no_credentials_are_logged_also_when_calls_fail() {
        Roles roles = new Roles(Optional.of(SOURCE), Optional.of(TARGET), Optional.empty(), Optional.empty());
        try (CapturedLog log = new CapturedLog()) {
            try (AwsClients clients = AwsClients.open(access(roles), "worker-1")) {
                clients.tables().listTables();
                endpoint.denyCalls();
                assertThatThrownBy(() -> clients.tables().listTables())
                        .isInstanceOf(DynamoDbException.class)
                        .message()
                        .doesNotContain(BASE_SECRET, RoleEndpoint.SECRET, RoleEndpoint.TOKEN);
                endpoint.denyRoles();
                assertThatThrownBy(() -> clients.streams().listStreams())
                        .isInstanceOf(StsException.class)
                        .satisfies(denied -> assertThat(Explanation.of(denied))
                                .get()
                                .asString()
                                .contains("allow this action"));
            }
            assertThat(log.lines())
                    .noneMatch(line -> line.contains(BASE_SECRET)
                            || line.contains(RoleEndpoint.SECRET)
                            || line.contains(RoleEndpoint.TOKEN));
        }
    }

    private AwsAccess access(Roles roles) {
        URI address = endpoint.address();
        return new AwsAccess(Region.EU_CENTRAL_1, Optional.of(address), false, roles);
    }

    /** Sees a signed request, and keeps it from being sent. */
    private static final class Recorder implements ExecutionInterceptor {
        private Optional<SdkHttpRequest> request = Optional.empty();

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            request = Optional.of(context.httpRequest());
            throw SdkClientException.create("not sent");
        }
    }
}
