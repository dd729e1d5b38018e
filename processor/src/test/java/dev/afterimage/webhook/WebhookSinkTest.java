package dev.afterimage.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.audit.AuditSamples;
import dev.afterimage.change.ChangeId;
import dev.afterimage.delivery.Delivery;
import dev.afterimage.delivery.ExpiryCloudEvents;
import dev.afterimage.delivery.ImageForm;
import dev.afterimage.expiry.EventId;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpirySamples;
import dev.afterimage.webhook.Receiver.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSinkTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:10Z");
    private static final String SECRET = "a secret that nobody else knows";
    private static final ExpiryEvent ONE = ExpirySamples.deleted(1, "L1", NOW);
    private static final ExpiryEvent TWO = ExpirySamples.due(2, "L2", NOW);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void posts_one_event_as_a_signed_cloud_event() {
        try (WebhookSink sink = sink(1)) {
            assertThat(sink.deliver(List.of(ONE))).containsExactly(Delivery.Taken.TAKEN);
        }

        Receiver.Request request = receiver.requests().getFirst();
        assertThat(request.path()).isEqualTo("/hook");
        assertThat(request.header("Content-Type")).isEqualTo("application/cloudevents+json");
        assertThat(request.body()).isEqualTo(ExpiryCloudEvents.json(ONE, ImageForm.TYPED));
        assertThat(request.header("webhook-id")).isEqualTo(EventId.of(ONE).value());
        assertThat(request.header("webhook-timestamp")).isEqualTo(Long.toString(NOW.getEpochSecond()));
        assertThat(request.header("webhook-signature"))
                .isEqualTo(Signing.with(SECRET)
                        .sign(
                                request.header("webhook-id"),
                                NOW.getEpochSecond(),
                                request.body().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void posts_several_events_as_a_batch_with_the_same_id_each_time() throws JsonProcessingException {
        try (WebhookSink sink = sink(10)) {
            assertThat(sink.deliver(List.of(ONE, TWO))).hasSize(2).containsOnly(Delivery.Taken.TAKEN);
            sink.deliver(List.of(ONE, TWO));
        }

        Receiver.Request request = receiver.requests().getFirst();
        assertThat(request.header("Content-Type")).isEqualTo("application/cloudevents-batch+json");
        assertThat(MAPPER.readTree(request.body()).findValuesAsText("id"))
                .containsExactly(EventId.of(ONE).value(), EventId.of(TWO).value());
        assertThat(receiver.requests().get(1).header("webhook-id")).isEqualTo(request.header("webhook-id"));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
    void what_passes_by_itself_is_for_later(int status) {
        receiver.answers(request -> Answer.of(status));

        assertThat(deliver()).isInstanceOf(Delivery.Later.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 413, 415, 422})
    void what_is_wrong_with_an_event_is_a_refusal(int status) {
        receiver.answers(request -> Answer.of(status));

        assertThat(deliver()).isEqualTo(new Delivery.Refused(receiver.address() + " answers " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405, 410})
    void what_is_wrong_with_the_address_is_for_somebody_to_mend(int status) {
        receiver.answers(request -> Answer.of(status));

        assertThat(deliver()).isInstanceOf(Delivery.Unable.class);
    }

    @Test
    void a_redirect_is_not_followed() {
        receiver.answers(request -> new Answer.Status(
                307, Map.of("Location", receiver.address().resolve("/elsewhere").toString())));

        assertThat(deliver()).isInstanceOf(Delivery.Unable.class);
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void a_receiver_says_how_long_it_wants_to_be_left_alone() {
        receiver.answers(request -> new Answer.Status(429, Map.of("Retry-After", "120")));
        assertThat(((Delivery.Later) deliver()).after()).contains(Duration.ofMinutes(2));

        receiver.answers(request -> new Answer.Status(503, Map.of("Retry-After", "Wed, 04 Mar 2026 05:07:10 GMT")));
        assertThat(((Delivery.Later) deliver()).after()).contains(Duration.ofMinutes(1));

        receiver.answers(request -> new Answer.Status(503, Map.of("Retry-After", "soon")));
        assertThat(((Delivery.Later) deliver()).after()).isEmpty();
    }

    @Test
    void one_that_does_not_answer_is_given_up() {
        receiver.answers(request -> new Answer.Silence());

        assertThat(deliver(sink(1, 1_000_000, Duration.ofMillis(300))))
                .isEqualTo(new Delivery.Later(receiver.address() + " does not answer within 300 ms", Optional.empty()));
    }

    @Test
    void a_broken_connection_is_for_later() {
        receiver.answers(request -> new Answer.Hangup());

        assertThat(deliver()).isInstanceOf(Delivery.Later.class);
    }

    @Test
    void nobody_at_the_address_is_for_later() {
        receiver.close();

        assertThat(deliver())
                .isInstanceOfSatisfying(
                        Delivery.Later.class,
                        later -> assertThat(later.reason()).contains("cannot be reached: ConnectException"));
    }

    @Test
    void of_what_is_too_large_the_image_is_left_out() throws JsonProcessingException {
        ChangeId id = AuditSamples.id(9, "L9");
        ExpiryEvent large = new ExpiryEvent.Due(id, AuditSamples.largest(id, 4), ExpirySamples.DUE, NOW);
        try (WebhookSink sink = sink(10, 20_000)) {
            assertThat(sink.deliver(List.of(ONE, large, TWO))).hasSize(3).containsOnly(Delivery.Taken.TAKEN);
        }

        JsonNode data =
                MAPPER.readTree(receiver.requests().getFirst().body()).get(1).get("data");
        assertThat(data.has("image")).isFalse();
        assertThat(data.get("image_left_out").booleanValue()).isTrue();
        assertThat(data.get("cursor").textValue()).isNotBlank();
    }

    @Test
    void a_batch_that_is_too_large_is_several_requests() {
        try (WebhookSink sink = sink(10, 1_200)) {
            assertThat(sink.deliver(List.of(ONE, TWO))).hasSize(2).containsOnly(Delivery.Taken.TAKEN);
        }

        assertThat(receiver.requests()).hasSize(2);
    }

    @Test
    void no_reason_holds_what_may_be_secret_in_the_address() {
        receiver.answers(request -> Answer.of(500));
        URI url = URI.create(receiver.address() + "?token=MARKER");
        WebhookSettings settings = new WebhookSettings(url, ImageForm.TYPED, 1, Duration.ofSeconds(5), 1_000_000);

        try (WebhookSink sink = new WebhookSink(settings, SECRET, InstantSource.fixed(NOW))) {
            assertThat(sink.deliver(List.of(ONE)).toString()).doesNotContain("MARKER", SECRET);
        }
    }

    private Delivery deliver() {
        return deliver(sink(1));
    }

    private static Delivery deliver(WebhookSink to) {
        try (WebhookSink sink = to) {
            return sink.deliver(List.of(ONE)).getFirst();
        }
    }

    private WebhookSink sink(int batch) {
        return sink(batch, 1_000_000);
    }

    private WebhookSink sink(int batch, int largest) {
        return sink(batch, largest, Duration.ofSeconds(30));
    }

    private WebhookSink sink(int batch, int largest, Duration timeout) {
        return new WebhookSink(
                new WebhookSettings(receiver.address(), ImageForm.TYPED, batch, timeout, largest),
                SECRET,
                InstantSource.fixed(NOW));
    }
}
