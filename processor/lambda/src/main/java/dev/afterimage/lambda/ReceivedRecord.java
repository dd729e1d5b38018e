package dev.afterimage.lambda;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.Identity;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** A record as Lambda's classes have it, in those of the AWS SDK. What is absent stays absent. */
final class ReceivedRecord {
    private ReceivedRecord() {}

    static Record of(DynamodbStreamRecord received) {
        Record.Builder record = Record.builder().eventID(received.getEventID()).eventName(received.getEventName());
        Optional.ofNullable(received.getUserIdentity())
                .map(ReceivedRecord::identity)
                .ifPresent(record::userIdentity);
        Optional.ofNullable(received.getDynamodb()).map(ReceivedRecord::data).ifPresent(record::dynamodb);
        return record.build();
    }

    private static software.amazon.awssdk.services.dynamodb.model.Identity identity(Identity identity) {
        return software.amazon.awssdk.services.dynamodb.model.Identity.builder()
                .type(identity.getType())
                .principalId(identity.getPrincipalId())
                .build();
    }

    private static software.amazon.awssdk.services.dynamodb.model.StreamRecord data(StreamRecord data) {
        var record = software.amazon.awssdk.services.dynamodb.model.StreamRecord.builder()
                .sequenceNumber(data.getSequenceNumber())
                .streamViewType(data.getStreamViewType())
                .sizeBytes(data.getSizeBytes());
        Optional.ofNullable(data.getApproximateCreationDateTime())
                .map(Date::toInstant)
                .ifPresent(record::approximateCreationDateTime);
        image(data.getKeys()).ifPresent(record::keys);
        image(data.getNewImage()).ifPresent(record::newImage);
        image(data.getOldImage()).ifPresent(record::oldImage);
        return record.build();
    }

    private static Optional<Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue>> image(
            @Nullable Map<String, AttributeValue> image) {
        return Optional.ofNullable(image).map(ReceivedValue::map);
    }
}
