package dev.afterimage.stream;

import dev.afterimage.change.Change;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import dev.afterimage.change.SequenceNumber;
import dev.afterimage.item.Item;
import dev.afterimage.item.ItemKey;
import dev.afterimage.item.ItemRules;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Reads stream records as changes of one source. Pure and thread-safe. */
public final class RecordDecoder {
    private static final String SERVICE = "Service";
    private static final String TTL_PRINCIPAL = "dynamodb.amazonaws.com";

    /** TTL leaves alone what has been due for longer (Developer Guide, "Using time to live"). */
    private static final Period TOO_OLD_FOR_TTL = Period.ofYears(5);

    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final StreamSource source;

    public RecordDecoder(StreamSource source) {
        this.source = source;
    }

    /** The change that the record tells of; a {@link MalformedRecord} where it tells of none. */
    public Change decode(Record record) {
        StreamRecord data = record.dynamodb();
        if (data == null) {
            throw malformed(record, "it has no 'dynamodb' part");
        }
        ChangeId id = id(record, data);
        Instant changedAt = changedAt(record, data);
        return switch (String.valueOf(record.eventNameAsString())) {
            case "INSERT" -> new Change.Inserted(id, changedAt, newImage(record, data));
            case "MODIFY" -> new Change.Modified(id, changedAt, oldImage(record, data), newImage(record, data));
            case "REMOVE" -> removal(record, id, changedAt, oldImage(record, data));
            default -> unnamed(record, id, changedAt, data);
        };
    }

    private ChangeId id(Record record, StreamRecord data) {
        String sequence = required(record, data.sequenceNumber(), "no sequence number");
        if (!data.hasKeys() || data.keys().isEmpty()) {
            throw malformed(record, "it has no keys");
        }
        try {
            ItemRules.require(data.keys());
            return new ChangeId(source.table(), ItemKey.of(data.keys()), SequenceNumber.ofStream(sequence));
        } catch (IllegalArgumentException illegal) {
            throw malformed(record, Objects.requireNonNullElse(illegal.getMessage(), illegal.toString()));
        }
    }

    private Instant changedAt(Record record, StreamRecord data) {
        Instant changedAt = required(record, data.approximateCreationDateTime(), "no approximate creation time");
        if (changedAt.isBefore(EARLIEST) || changedAt.isAfter(LATEST)) {
            throw malformed(record, "its approximate creation time is " + changedAt);
        }
        return changedAt;
    }

    private Item newImage(Record record, StreamRecord data) {
        return image(record, data, data.hasNewImage() ? data.newImage() : Map.of(), "new");
    }

    private Item oldImage(Record record, StreamRecord data) {
        return image(record, data, data.hasOldImage() ? data.oldImage() : Map.of(), "old");
    }

    private Item image(Record record, StreamRecord data, Map<String, AttributeValue> attributes, String which) {
        if (attributes.isEmpty()) {
            String viewType = data.streamViewTypeAsString();
            String why = viewType == null || viewType.equals(StreamViewType.NEW_AND_OLD_IMAGES.toString())
                    ? ""
                    : ": the stream's view type is " + viewType + ", but must be NEW_AND_OLD_IMAGES";
            throw malformed(record, "it is " + article(record) + " and has no " + which + " image" + why);
        }
        try {
            ItemRules.require(attributes);
        } catch (IllegalArgumentException unsound) {
            throw malformed(record, "in its " + which + " image " + unsound.getMessage());
        }
        return Item.of(attributes);
    }

    private static String article(Record record) {
        return ("INSERT".equals(record.eventNameAsString()) ? "an " : "a ") + record.eventNameAsString();
    }

    private Change removal(Record record, ChangeId id, Instant changedAt, Item image) {
        Identity identity = record.userIdentity();
        if (identity == null) {
            return source.replica() && couldHaveLapsed(image, changedAt)
                    ? expired(id, changedAt, image, Expiry.Origin.REPLICATED)
                    : new Change.Removed(id, changedAt, image);
        }
        return SERVICE.equals(identity.type()) && TTL_PRINCIPAL.equals(identity.principalId())
                ? expired(id, changedAt, image, Expiry.Origin.SERVICE)
                : new Change.Removed(id, changedAt, image);
    }

    private Change unnamed(Record record, ChangeId id, Instant changedAt, StreamRecord data) {
        boolean embeddedExpiry = source.dialect() == Dialect.EMBEDDED
                && record.userIdentity() == null
                && data.hasOldImage()
                && !data.hasNewImage();
        if (!embeddedExpiry) {
            throw malformed(
                    record, "its event name is " + record.eventNameAsString() + ", not INSERT, MODIFY or REMOVE");
        }
        return expired(id, changedAt, oldImage(record, data), Expiry.Origin.EMBEDDED);
    }

    private Change expired(ChangeId id, Instant changedAt, Item image, Expiry.Origin origin) {
        return new Change.Expired(id, changedAt, image, new Expiry(origin, due(image)));
    }

    private boolean couldHaveLapsed(Item image, Instant changedAt) {
        Instant oldest =
                changedAt.atOffset(ZoneOffset.UTC).minus(TOO_OLD_FOR_TTL).toInstant();
        return due(image)
                .filter(due -> !due.isAfter(changedAt) && !due.isBefore(oldest))
                .isPresent();
    }

    private Optional<Instant> due(Item image) {
        return source.timeToLive().flatMap(image::epochSeconds);
    }

    private <T> T required(Record record, @Nullable T value, String problem) {
        if (value == null) {
            throw malformed(record, "it has " + problem);
        }
        return value;
    }

    private MalformedRecord malformed(Record record, String problem) {
        StreamRecord data = record.dynamodb();
        String sequence = data == null || data.sequenceNumber() == null
                ? "without sequence number (event " + record.eventID() + ")"
                : data.sequenceNumber();
        return new MalformedRecord(source.table(), sequence, problem);
    }
}
