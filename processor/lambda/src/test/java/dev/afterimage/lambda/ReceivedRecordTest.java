package dev.afterimage.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.item.Item;
import dev.afterimage.item.ItemJson;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.Record;

class ReceivedRecordTest {
    private static final String ALL_TYPES = """
            {"id": {"S": "O1"}, "n": {"N": "12345678901234567890123456789012345678"}, "b": {"B": "AAEC"},
             "bool": {"BOOL": false}, "nothing": {"NULL": true}, "ss": {"SS": ["a", "b"]}, "ns": {"NS": ["1", "2.5"]},
             "bs": {"BS": ["AAE=", "Ag=="]}, "list": {"L": [{"S": "x"}, {"L": []}]},
             "map": {"M": {"inner": {"M": {}}, "empty": {"S": ""}}}}""";

    @Test
    void keeps_values_of_all_types() {
        Record record = ReceivedRecord.of(
                Events.read("""
                        {"Records": [{"eventName": "INSERT", "dynamodb": {"NewImage": %s}}]}""".formatted(ALL_TYPES)).getRecords().getFirst());

        assertThat(Item.of(record.dynamodb().newImage())).isEqualTo(ItemJson.read(ALL_TYPES));
        assertThat(record.dynamodb().hasOldImage()).isFalse();
        assertThat(record.dynamodb().hasKeys()).isFalse();
    }

    @Test
    void keeps_who_deleted_and_when() {
        Record record = ReceivedRecord.of(Events.read("""
                        {"Records": [{"eventID": "e1", "eventName": "REMOVE",
                          "userIdentity": {"type": "Service", "principalId": "dynamodb.amazonaws.com"},
                          "dynamodb": {"ApproximateCreationDateTime": 1767261604, "SequenceNumber": "17"}}]}""").getRecords().getFirst());

        assertThat(record.eventID()).isEqualTo("e1");
        assertThat(record.eventNameAsString()).isEqualTo("REMOVE");
        assertThat(record.userIdentity().type()).isEqualTo("Service");
        assertThat(record.userIdentity().principalId()).isEqualTo("dynamodb.amazonaws.com");
        assertThat(record.dynamodb().approximateCreationDateTime()).isEqualTo(Instant.ofEpochSecond(1_767_261_604));
        assertThat(record.dynamodb().sequenceNumber()).isEqualTo("17");
    }
}
