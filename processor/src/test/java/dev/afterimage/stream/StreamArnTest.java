package dev.afterimage.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.item.TableName;
import org.junit.jupiter.api.Test;

class StreamArnTest {
    private static final StreamArn EMBEDDED =
            new StreamArn("arn:aws:dynamodb:ddblocal:000000000000:table/lists/stream/2026-01-31T12:00:00.000");

    @Test
    void knows_its_table_region_and_label() {
        assertThat(EMBEDDED.table()).isEqualTo(new TableName("lists"));
        assertThat(EMBEDDED.region()).isEqualTo(StreamArn.EMBEDDED_REGION);
        assertThat(EMBEDDED.label()).isEqualTo("2026-01-31T12:00:00.000");
    }

    @Test
    void moves_to_another_region_and_back() {
        StreamArn moved = EMBEDDED.inRegion("us-east-1");

        assertThat(moved)
                .hasToString("arn:aws:dynamodb:us-east-1:000000000000:table/lists/stream/2026-01-31T12:00:00.000");
        assertThat(moved.inRegion(StreamArn.EMBEDDED_REGION)).isEqualTo(EMBEDDED);
    }

    @Test
    void refuses_what_names_no_stream() {
        assertThatThrownBy(() -> new StreamArn("arn:aws:dynamodb:eu-central-1:123456789012:table/lists"))
                .hasMessageContaining("is no stream ARN");
    }
}
