package dev.afterimage.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.change.Change;
import dev.afterimage.change.Expiry;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

class RecordDecoderTest {
    private static final Instant DELETED = Instant.parse("2026-01-01T10:00:00Z");
    private static final StreamSource LISTS = StreamSource.of(new TableName("lists"));
    private static final StreamSource WITH_TTL = LISTS.withTimeToLive("expires_at");
    private static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("L1"));
    private static final Map<String, AttributeValue> OLD =
            Map.of("id", AttributeValue.fromS("L1"), "title", AttributeValue.fromS("old"));
    private static final Map<String, AttributeValue> NEW =
            Map.of("id", AttributeValue.fromS("L1"), "title", AttributeValue.fromS("new"));
    private static final Identity TTL_SERVICE = Identity.builder()
            .type("Service")
            .principalId("dynamodb.amazonaws.com")
            .build();

    @Test
    void reads_an_insert_with_its_identity_time_and_image() {
        Change change = decode(LISTS, "INSERT", data -> data.newImage(NEW));

        assertThat(change).isEqualTo(new Change.Inserted(change.id(), DELETED, Item.of(NEW)));
        assertThat(change.table()).isEqualTo(new TableName("lists"));
        assertThat(change.key()).isEqualTo(ItemKey.of("id", "L1"));
        assertThat(change.sequence()).isEqualTo(new SequenceNumber("100000000000000000001"));
    }

    @Test
    void reads_a_modification_with_both_images() {
        Change change = decode(LISTS, "MODIFY", data -> data.oldImage(OLD).newImage(NEW));

        assertThat(change).isEqualTo(new Change.Modified(change.id(), DELETED, Item.of(OLD), Item.of(NEW)));
    }

    @Test
    void reads_a_removal_that_names_nobody_as_somebodys_delete_even_where_the_item_was_due() {
        Change change = remove(WITH_TTL, dueAgo(Duration.ofHours(1)), record -> {});

        assertThat(change).isInstanceOf(Change.Removed.class);
    }

    @Test
    void reads_a_removal_by_the_ttl_service_as_an_expiry() {
        Map<String, AttributeValue> image = dueAgo(Duration.ofHours(1));

        Change change = remove(WITH_TTL, image, record -> record.userIdentity(TTL_SERVICE));

        Expiry expiry = ((Change.Expired) change).expiry();
        assertThat(expiry.origin()).isEqualTo(Expiry.Origin.SERVICE);
        assertThat(expiry.due()).contains(DELETED.minus(Duration.ofHours(1)));
    }

    @Test
    void knows_no_due_time_where_the_source_names_no_ttl_attribute() {
        Change change = remove(LISTS, dueAgo(Duration.ofHours(1)), record -> record.userIdentity(TTL_SERVICE));

        assertThat(((Change.Expired) change).expiry().due()).isEmpty();
    }

    @Test
    void reads_a_removal_by_another_service_as_somebodys_delete() {
        Identity other = TTL_SERVICE.toBuilder().principalId("elsewhere").build();

        Change change = remove(WITH_TTL, dueAgo(Duration.ofHours(1)), record -> record.userIdentity(other));

        assertThat(change).isInstanceOf(Change.Removed.class);
    }

    @Test
    void reads_a_replicated_removal_of_a_due_item_as_an_expiry() {
        Change change = remove(WITH_TTL.asReplica(), dueAgo(Duration.ZERO), record -> {});

        assertThat(((Change.Expired) change).expiry().origin()).isEqualTo(Expiry.Origin.REPLICATED);
    }

    @Test
    void reads_a_replicated_removal_of_an_item_that_ttl_would_not_delete_as_somebodys_delete() {
        StreamSource replica = WITH_TTL.asReplica();

        assertThat(remove(replica, dueAgo(Duration.ofSeconds(-1)), record -> {}))
                .as("not yet due")
                .isInstanceOf(Change.Removed.class);
        assertThat(remove(replica, dueAgo(Duration.ofDays(5 * 366)), record -> {}))
                .as("due for more than five years")
                .isInstanceOf(Change.Removed.class);
        assertThat(remove(replica, OLD, record -> {}))
                .as("without the attribute")
                .isInstanceOf(Change.Removed.class);
    }

    @Test
    void reads_an_unknown_event_with_only_an_old_image_as_an_expiry_in_the_embedded_dialect_only() {
        Consumer<StreamRecord.Builder> image = data -> data.oldImage(OLD);
        StreamSource embedded = LISTS.withDialect(Dialect.EMBEDDED);

        assertThat(decode(embedded, "UNKNOWN_TO_SDK_VERSION", image))
                .isInstanceOfSatisfying(
                        Change.Expired.class,
                        expired -> assertThat(expired.expiry().origin()).isEqualTo(Expiry.Origin.EMBEDDED));
        assertThat(decode(embedded, null, image)).isInstanceOf(Change.Expired.class);
        assertThat(decode(embedded, "REMOVE", image)).isInstanceOf(Change.Removed.class);
        assertMalformed(() -> decode(LISTS, "UNKNOWN_TO_SDK_VERSION", image), "UNKNOWN_TO_SDK_VERSION");
        assertMalformed(() -> decode(embedded, "UPSERT", data -> data.newImage(NEW)), "UPSERT");
    }

    @Test
    void refuses_a_record_that_lacks_an_image_and_says_which() {
        assertMalformed(() -> decode(LISTS, "INSERT", data -> {}), "an INSERT and has no new image");
        assertMalformed(() -> decode(LISTS, "MODIFY", data -> data.newImage(NEW)), "a MODIFY and has no old image");
        assertMalformed(() -> decode(LISTS, "MODIFY", data -> data.oldImage(OLD)), "a MODIFY and has no new image");
        assertMalformed(() -> decode(LISTS, "REMOVE", data -> {}), "a REMOVE and has no old image");
    }

    @Test
    void blames_the_view_type_where_it_is_why_an_image_is_missing() {
        assertMalformed(
                () -> decode(LISTS, "INSERT", data -> data.streamViewType("KEYS_ONLY")),
                "the stream's view type is KEYS_ONLY, but must be NEW_AND_OLD_IMAGES");
    }

    @Test
    void refuses_a_record_without_what_identifies_a_change() {
        Record empty = Record.builder().eventID("e7").build();

        assertMalformed(() -> new RecordDecoder(LISTS).decode(empty), "event e7");
        assertMalformed(() -> decode(LISTS, "INSERT", data -> data.sequenceNumber(null)), "no sequence number");
        assertMalformed(() -> decode(LISTS, "INSERT", data -> data.sequenceNumber("12a")), "12a");
        assertMalformed(() -> decode(LISTS, "INSERT", data -> data.keys(Map.of())), "no keys");
        assertMalformed(
                () -> decode(LISTS, "INSERT", data -> data.keys(Map.of("id", AttributeValue.fromBool(true)))),
                "key attribute 'id' is of type BOOL");
        assertMalformed(
                () -> decode(LISTS, "INSERT", data -> data.approximateCreationDateTime(null)),
                "no approximate creation time");
        assertMalformed(() -> decode(LISTS, null, data -> data.newImage(NEW)), "event name is null");
    }

    private static void assertMalformed(Runnable decoding, String problem) {
        assertThatThrownBy(decoding::run)
                .isInstanceOf(MalformedRecord.class)
                .hasMessageContaining("lists")
                .hasMessageContaining(problem);
    }

    private static Map<String, AttributeValue> dueAgo(Duration ago) {
        long due = DELETED.minus(ago).getEpochSecond();
        return Map.of("id", AttributeValue.fromS("L1"), "expires_at", AttributeValue.fromN(Long.toString(due)));
    }

    private static Change remove(
            StreamSource source, Map<String, AttributeValue> image, Consumer<Record.Builder> identity) {
        Record.Builder record = record("REMOVE", data -> data.oldImage(image));
        identity.accept(record);
        return new RecordDecoder(source).decode(record.build());
    }

    private static Change decode(StreamSource source, @Nullable String event, Consumer<StreamRecord.Builder> data) {
        return new RecordDecoder(source).decode(record(event, data).build());
    }

    private static Record.Builder record(@Nullable String event, Consumer<StreamRecord.Builder> data) {
        return Record.builder()
                .eventName(event)
                .dynamodb(StreamRecord.builder()
                        .keys(KEY)
                        .sequenceNumber("100000000000000000001")
                        .approximateCreationDateTime(DELETED)
                        .applyMutation(data)
                        .build());
    }
}
