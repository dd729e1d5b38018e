package dev.afterimage.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import dev.afterimage.table.KeyAttribute;
import dev.afterimage.table.KeySchema;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class ItemReferenceTest {
    private static final Map<TableName, KeySchema> SCHEMAS = Map.of(
            new TableName("lists"), KeySchema.of(KeyAttribute.string("id")),
            new TableName("guests"), KeySchema.of(KeyAttribute.string("list_id"), KeyAttribute.string("user_id")),
            new TableName("readings"), KeySchema.of(KeyAttribute.string("sensor"), KeyAttribute.number("at")),
            new TableName("blobs"), KeySchema.of(new KeyAttribute("hash", ScalarAttributeType.B)));

    @Test
    void reads_keys_as_people_type_them() {
        assertThat(parse("lists/L1")).isEqualTo(ItemKey.of("id", "L1"));
        assertThat(parse("guests/L1/U2")).isEqualTo(ItemKey.of("list_id", "L1", "user_id", "U2"));
        assertThat(parse("lists/a/b=c%20")).isEqualTo(ItemKey.of("id", "a/b=c%20"));
        assertThat(parse("guests/a%2Fb/c/d")).isEqualTo(ItemKey.of("list_id", "a/b", "user_id", "c/d"));
        assertThat(parse("readings/s1/17.50"))
                .isEqualTo(
                        ItemKey.of(Map.of("sensor", AttributeValue.fromS("s1"), "at", AttributeValue.fromN("17.5"))));
        assertThat(parse("blobs/+/8="))
                .isEqualTo(ItemKey.of(Map.of(
                        "hash", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {(byte) 0xfb, (byte) 0xff})))));
        assertThat(parse("blobs/-_8=")).isEqualTo(parse("blobs/+/8="));
    }

    @Test
    void reads_keys_as_the_program_prints_them() {
        for (String text :
                new String[] {"lists/L1", "guests/a%2Fb/c/d=&%", "readings/s1/17.50", "blobs/+/8=", "lists/#1~a=b%"}) {
            ItemReference reference = ItemReference.parse(text, table -> Optional.ofNullable(SCHEMAS.get(table)));
            assertThat(parse(reference.table() + "/" + reference.key().canonical()))
                    .isEqualTo(reference.key());
        }
        assertThat(parse("gone/id=L1")).isEqualTo(ItemKey.of("id", "L1"));
    }

    @Test
    void says_what_is_wrong_with_a_reference() {
        wrong("lists", "names no item");
        wrong("/L1", "names no item");
        wrong("lists/", "names no item");
        wrong("l/L1", "no table name");
        wrong("guests/L1", "half a key: write list_id/user_id");
        wrong("readings/s1/soon", "no number, and at is one");
        wrong("blobs/%%%", "no base64, and hash is a binary");
        wrong("guests/100%/U1", "stands for nothing");
        wrong("gone/L1", "there is no table gone");
    }

    private static void wrong(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(NotUnderstoodException.class)
                .hasMessageContaining(message);
    }

    private static ItemKey parse(String text) {
        return ItemReference.parse(text, table -> Optional.ofNullable(SCHEMAS.get(table)))
                .key();
    }
}
