package dev.afterimage.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.audit.AuditSamples;
import dev.afterimage.change.ChangeId;
import dev.afterimage.delivery.Delivery;
import dev.afterimage.delivery.ExpiryCloudEvents;
import dev.afterimage.delivery.ImageForm;
import dev.afterimage.delivery.Sink;
import dev.afterimage.expiry.EventId;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpirySamples;
import dev.afterimage.item.Item;
import dev.afterimage.messaging.Endpoint.Answer;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the SDK sends for us to SQS, SNS and EventBridge, and what their answers mean. */
class MessagingSinksTest {
    private static final Instant RECORDED = Instant.parse("2026-03-04T05:06:09.123Z");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LIMIT = 256 * 1024;

    private final Endpoint endpoint = new Endpoint();
    private final List<ExpiryEvent> events = IntStream.rangeClosed(1, 3)
            .<ExpiryEvent>mapToObj(i -> ExpirySamples.deleted(i, "L" + i, RECORDED))
            .toList();

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void sqs_takes_events_as_messages() throws JsonProcessingException {
        endpoint.answers(MessagingSinksTest::sqsTakesAll);

        assertThat(deliver(sqs("queue"), events)).hasSize(3).containsOnly(Delivery.Taken.TAKEN);

        Endpoint.Request request = endpoint.requests().getFirst();
        assertThat(request.target()).isEqualTo("AmazonSQS.SendMessageBatch");
        assertThat(request.authorization()).contains("Credential=key/", "/eu-central-1/sqs/aws4_request");
        JsonNode body = MAPPER.readTree(request.body());
        assertThat(body.get("QueueUrl").textValue()).endsWith("/123456789012/queue");
        JsonNode entry = body.get("Entries").get(1);
        assertThat(entry.get("MessageBody").textValue())
                .isEqualTo(ExpiryCloudEvents.json(events.get(1), ImageForm.TYPED));
        assertThat(entry.get("MessageAttributes").get("type").get("StringValue").textValue())
                .isEqualTo("dev.afterimage.expired");
        assertThat(entry.get("MessageAttributes")
                        .get("table")
                        .get("StringValue")
                        .textValue())
                .isEqualTo("items");
        assertThat(entry.has("MessageGroupId")).isFalse();
    }

    @Test
    void a_fifo_queue_keeps_an_items_order_and_knows_repetitions() throws JsonProcessingException {
        endpoint.answers(MessagingSinksTest::sqsTakesAll);
        ExpiryEvent again = ExpirySamples.deleted(9, "L1", RECORDED);

        deliver(sqs("queue.fifo"), List.of(events.get(0), events.get(1)));
        deliver(sqs("queue.fifo"), List.of(again));

        JsonNode first = MAPPER.readTree(endpoint.requests().get(0).body()).get("Entries");
        JsonNode second = MAPPER.readTree(endpoint.requests().get(1).body()).get("Entries");
        assertThat(first.get(0).get("MessageDeduplicationId").textValue())
                .isEqualTo(EventId.of(events.get(0)).value());
        assertThat(first.get(0).get("MessageGroupId")).isEqualTo(second.get(0).get("MessageGroupId"));
        assertThat(first.get(0).get("MessageGroupId")).isNotEqualTo(first.get(1).get("MessageGroupId"));
    }

    @Test
    void of_sqs_partial_failures_each_is_what_the_service_says() {
        String name = "the queue " + endpoint.address() + "/123456789012/queue";
        endpoint.answers(
                request -> Answer.json(200, """
                {"Successful": [%s],
                 "Failed": [{"Id": "1", "SenderFault": false, "Code": "InternalFailure", "Message": "try later"},
                            {"Id": "2", "SenderFault": true, "Code": "InvalidMessageContents", "Message": "bad"}]}
                """.formatted(taken(entries(request).get(0)))));

        assertThat(deliver(sqs("queue"), events))
                .containsExactly(
                        Delivery.Taken.TAKEN,
                        new Delivery.Later(name + " answers InternalFailure: try later"),
                        new Delivery.Refused(name + " answers InvalidMessageContents: bad"));
    }

    @Test
    void a_missing_queue_a_denied_call_and_a_throttled_one_are_told_apart() {
        endpoint.answers(request -> sqsError(400, "com.amazonaws.sqs#QueueDoesNotExist"));
        assertThat(deliver(sqs("queue"), events)).hasSize(3).hasOnlyElementsOfType(Delivery.Unable.class);

        endpoint.answers(request -> sqsError(403, "AccessDeniedException"));
        assertThat(deliver(sqs("queue"), events)).hasSize(3).hasOnlyElementsOfType(Delivery.Unable.class);

        endpoint.answers(request -> sqsError(400, "ThrottlingException"));
        assertThat(deliver(sqs("queue"), events)).hasSize(3).hasOnlyElementsOfType(Delivery.Later.class);

        endpoint.answers(request -> sqsError(503, "ServiceUnavailable"));
        assertThat(deliver(sqs("queue"), events)).hasSize(3).hasOnlyElementsOfType(Delivery.Later.class);

        endpoint.close();
        assertThat(deliver(sqs("queue"), events)).hasSize(3).hasOnlyElementsOfType(Delivery.Later.class);
    }

    @Test
    void large_events_are_several_requests_and_the_image_of_one_that_is_too_large_is_left_out()
            throws JsonProcessingException {
        endpoint.answers(MessagingSinksTest::sqsTakesAll);
        List<ExpiryEvent> large = List.of(sized(1, 100_000), sized(2, 100_000), sized(3, 100_000), sized(4, 300_000));

        assertThat(deliver(sqs("queue"), large)).hasSize(4).containsOnly(Delivery.Taken.TAKEN);

        List<JsonNode> entries = new ArrayList<>();
        for (Endpoint.Request request : endpoint.requests()) {
            int size = 0;
            for (JsonNode entry : MAPPER.readTree(request.body()).get("Entries")) {
                entries.add(MAPPER.readTree(entry.get("MessageBody").textValue()));
                size += entry.get("MessageBody").textValue().getBytes(StandardCharsets.UTF_8).length;
            }
            assertThat(size).isLessThan(LIMIT);
        }
        assertThat(endpoint.requests()).hasSize(2);
        assertThat(entries).hasSize(4);
        assertThat(entries.get(2).get("data").has("image")).isTrue();
        assertThat(entries.get(3).get("data").get("image_left_out").booleanValue())
                .isTrue();
    }

    @Test
    void what_xml_cannot_hold_is_written_as_json_can() {
        endpoint.answers(MessagingSinksTest::sqsTakesAll);
        ChangeId id = AuditSamples.id(5, "L5");
        ExpiryEvent odd = new ExpiryEvent.Due(
                id,
                AuditSamples.item(id, Map.of("text", AttributeValue.fromS("\uFFFF\u0001\uFFFE"))),
                ExpirySamples.DUE,
                RECORDED);

        assertThat(deliver(sqs("queue"), List.of(odd))).containsExactly(Delivery.Taken.TAKEN);

        assertThat(endpoint.requests().getFirst().body())
                .contains("\\\\uFFFF\\\\u0001\\\\uFFFE")
                .doesNotContain("\uFFFF", "\uFFFE");
    }

    @Test
    void sns_takes_events_as_messages() {
        endpoint.answers(request -> Answer.xml(200, """
                <PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult>
                <Successful><member><Id>0</Id><MessageId>m</MessageId></member></Successful>
                <Failed><member><Id>1</Id><Code>InternalError</Code><Message>m</Message><SenderFault>false</SenderFault>
                </member><member><Id>2</Id><Code>InvalidParameter</Code><Message>m</Message>
                <SenderFault>true</SenderFault></member></Failed>
                </PublishBatchResult></PublishBatchResponse>"""));

        List<Delivery> outcomes = deliver(
                new SnsSink(endpoint.access(), "arn:aws:sns:eu-central-1:1:topic", ImageForm.PLAIN, 10), events);

        assertThat(outcomes.get(0)).isEqualTo(Delivery.Taken.TAKEN);
        assertThat(outcomes.get(1)).isInstanceOf(Delivery.Later.class);
        assertThat(outcomes.get(2)).isInstanceOf(Delivery.Refused.class);
        Endpoint.Request request = endpoint.requests().getFirst();
        assertThat(request.authorization()).contains("/sns/aws4_request");
        assertThat(URLDecoder.decode(request.body(), StandardCharsets.UTF_8))
                .contains(
                        "Action=PublishBatch",
                        "TopicArn=arn:aws:sns:eu-central-1:1:topic",
                        "PublishBatchRequestEntries.member.2.Message="
                                + ExpiryCloudEvents.json(events.get(1), ImageForm.PLAIN),
                        "dev.afterimage.expired");
    }

    @Test
    void a_missing_topic_is_for_somebody_to_mend() {
        endpoint.answers(request -> Answer.xml(404, """
                <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>
                <Code>NotFound</Code><Message>Topic does not exist</Message></Error></ErrorResponse>"""));

        assertThat(deliver(
                        new SnsSink(endpoint.access(), "arn:aws:sns:eu-central-1:1:t.fifo", ImageForm.NONE, 10),
                        events))
                .containsOnly(new Delivery.Unable(
                        "the topic arn:aws:sns:eu-central-1:1:t.fifo answers NotFound: Topic does not exist"));
        assertThat(URLDecoder.decode(endpoint.requests().getFirst().body(), StandardCharsets.UTF_8))
                .contains("MessageDeduplicationId=" + EventId.of(events.getFirst()));
    }

    @Test
    void event_bridge_takes_events_with_the_cloud_event_as_detail() throws JsonProcessingException {
        endpoint.answers(request -> Answer.json(200, """
                {"FailedEntryCount": 2, "Entries": [{"EventId": "e"},
                 {"ErrorCode": "ThrottlingException", "ErrorMessage": "slow down"},
                 {"ErrorCode": "MalformedDetail", "ErrorMessage": "no"}]}"""));

        List<Delivery> outcomes =
                deliver(new EventBridgeSink(endpoint.access(), "lapsed", ImageForm.TYPED, 10), events);

        assertThat(outcomes.get(0)).isEqualTo(Delivery.Taken.TAKEN);
        assertThat(outcomes.get(1))
                .isEqualTo(new Delivery.Later("the bus lapsed answers ThrottlingException: slow down"));
        assertThat(outcomes.get(2)).isInstanceOf(Delivery.Refused.class);
        Endpoint.Request request = endpoint.requests().getFirst();
        assertThat(request.target()).isEqualTo("AWSEvents.PutEvents");
        assertThat(request.authorization()).contains("/events/aws4_request");
        JsonNode entry = MAPPER.readTree(request.body()).get("Entries").get(0);
        assertThat(entry.get("EventBusName").textValue()).isEqualTo("lapsed");
        assertThat(entry.get("Source").textValue()).isEqualTo("dev.afterimage");
        assertThat(entry.get("DetailType").textValue()).isEqualTo("dev.afterimage.expired");
        assertThat(entry.get("Time").longValue())
                .isEqualTo(events.getFirst().at().getEpochSecond());
        assertThat(MAPPER.readTree(entry.get("Detail").textValue()).get("id").textValue())
                .isEqualTo(EventId.of(events.getFirst()).value());
    }

    private Sink sqs(String queue) {
        return new SqsSink(
                endpoint.access(), URI.create(endpoint.address() + "/123456789012/" + queue), ImageForm.TYPED, 10);
    }

    private static List<Delivery> deliver(Sink sink, List<ExpiryEvent> events) {
        try (sink) {
            return sink.deliver(events);
        }
    }

    private static ExpiryEvent sized(int number, int size) {
        ChangeId id = AuditSamples.id(number, "L" + number);
        Item image = AuditSamples.item(id, "x".repeat(size));
        return new ExpiryEvent.Due(id, image, ExpirySamples.DUE, RECORDED);
    }

    private static Answer sqsTakesAll(Endpoint.Request request) {
        List<String> taken = new ArrayList<>();
        entries(request).forEach(entry -> taken.add(taken(entry)));
        return Answer.json(200, "{\"Successful\":[" + String.join(",", taken) + "],\"Failed\":[]}");
    }

    private static JsonNode entries(Endpoint.Request request) {
        try {
            return MAPPER.readTree(request.body()).get("Entries");
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    /** As SQS has it, with digests of the body and of the attributes in the order of their names. */
    private static String taken(JsonNode entry) {
        ByteArrayOutputStream attributes = new ByteArrayOutputStream();
        JsonNode all = entry.get("MessageAttributes");
        for (String name : List.of("table", "type")) {
            counted(name, attributes);
            counted(all.get(name).get("DataType").textValue(), attributes);
            attributes.write(1);
            counted(all.get(name).get("StringValue").textValue(), attributes);
        }
        return "{\"Id\":\"%s\",\"MessageId\":\"m\",\"MD5OfMessageBody\":\"%s\",\"MD5OfMessageAttributes\":\"%s\"}"
                .formatted(
                        entry.get("Id").textValue(),
                        md5(entry.get("MessageBody").textValue().getBytes(StandardCharsets.UTF_8)),
                        md5(attributes.toByteArray()));
    }

    private static void counted(String text, ByteArrayOutputStream into) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        into.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        into.writeBytes(bytes);
    }

    private static Answer sqsError(int status, String type) {
        return Answer.json(status, "{\"__type\":\"" + type + "\",\"message\":\"because\"}");
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
