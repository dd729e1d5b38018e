package dev.afterimage.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.afterimage.audit.AuditSamples;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import dev.afterimage.expiry.EventId;
import dev.afterimage.expiry.ExpiryEvent;
import dev.afterimage.expiry.ExpiryRows;
import dev.afterimage.expiry.ExpirySamples;
import dev.afterimage.item.ItemJson;
import dev.afterimage.testing.EveryType;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpiryCloudEventsTest {
    private static final Instant RECORDED = Instant.parse("2026-03-04T05:06:09.123Z");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void a_deletion_is_a_cloud_event() throws JsonProcessingException {
        ExpiryEvent event = ExpirySamples.deleted(7, "L1", RECORDED);

        JsonNode json = MAPPER.readTree(ExpiryCloudEvents.json(event, ImageForm.TYPED));

        assertThat(json).isEqualTo(MAPPER.readTree("""
                {
                  "specversion": "1.0",
                  "id": "%s",
                  "source": "/dynamodb/items",
                  "type": "dev.afterimage.expired",
                  "subject": "datetime=D1&list_id=L1",
                  "time": "2026-03-04T05:06:08Z",
                  "datacontenttype": "application/json",
                  "data": {
                    "kind": "deleted",
                    "table": "items",
                    "key": {"datetime": {"S": "D1"}, "list_id": {"S": "L1"}},
                    "sequence": "000000000000000000007",
                    "due": "2026-03-04T05:05:07Z",
                    "deleted_at": "2026-03-04T05:06:08Z",
                    "origin": "SERVICE",
                    "lateness_seconds": 61,
                    "recorded_at": "2026-03-04T05:06:09.123Z",
                    "cursor": "%s",
                    "image": {"description": {"S": "Cake"}, "datetime": {"S": "D1"}, "list_id": {"S": "L1"}}
                  }
                }
                """.formatted(EventId.of(event), ExpiryRows.cursor(event))));
    }

    @Test
    void what_is_due_is_another_type_of_event() throws JsonProcessingException {
        ExpiryEvent event = ExpirySamples.due(7, "L1", RECORDED);

        JsonNode json = MAPPER.readTree(ExpiryCloudEvents.json(event, ImageForm.NONE));

        assertThat(json.get("type").textValue()).isEqualTo("dev.afterimage.due");
        assertThat(json.get("time").textValue()).isEqualTo("2026-03-04T05:05:07Z");
        assertThat(json.get("data").has("deleted_at")).isFalse();
        assertThat(json.get("data").has("image")).isFalse();
        assertThat(json.get("data").get("image_left_out").booleanValue()).isTrue();
    }

    @Test
    void every_type_is_kept_in_the_typed_form() throws JsonProcessingException {
        ExpiryEvent event = everyType();

        JsonNode json = MAPPER.readTree(ExpiryCloudEvents.json(event, ImageForm.TYPED));

        assertThat(ItemJson.read(json.get("data").get("image"))).isEqualTo(event.image());
    }

    @Test
    void the_plain_form_has_values_without_types() throws JsonProcessingException {
        JsonNode image = MAPPER.readTree(ExpiryCloudEvents.json(everyType(), ImageForm.PLAIN))
                .get("data")
                .get("image");

        assertThat(image.get("list_id").textValue()).isEqualTo("L1");
        assertThat(image.properties().stream().map(field -> field.getValue().getNodeType()))
                .doesNotContainNull()
                .contains(
                        JsonNodeType.NUMBER,
                        JsonNodeType.BOOLEAN,
                        JsonNodeType.NULL,
                        JsonNodeType.ARRAY,
                        JsonNodeType.OBJECT);
    }

    @Test
    void others_can_read_it() {
        ExpiryEvent event = everyType();

        CloudEvent read = new JsonFormat()
                .deserialize(ExpiryCloudEvents.json(event, ImageForm.TYPED).getBytes(StandardCharsets.UTF_8));

        assertThat(read.getId()).isEqualTo(EventId.of(event).value());
        assertThat(read.getSubject()).isEqualTo(event.id().key().canonical());
        assertThat(read.getTime()).isEqualTo(event.at().atOffset(ZoneOffset.UTC));
    }

    @Test
    void a_batch_is_an_array() throws JsonProcessingException {
        String one = ExpiryCloudEvents.json(ExpirySamples.deleted(1, "L1", RECORDED), ImageForm.NONE);
        String two = ExpiryCloudEvents.json(ExpirySamples.deleted(2, "L2", RECORDED), ImageForm.NONE);

        assertThat(MAPPER.readTree(ExpiryCloudEvents.batch(List.of(one, two))))
                .containsExactly(MAPPER.readTree(one), MAPPER.readTree(two));
    }

    private static ExpiryEvent everyType() {
        ChangeId id = AuditSamples.id(3, "L1");
        return new ExpiryEvent.Deleted(
                id,
                AuditSamples.item(id, EveryType.attributes()),
                new Expiry(Expiry.Origin.SERVICE, Optional.empty()),
                RECORDED.minusSeconds(1),
                RECORDED);
    }
}
