package dev.afterimage.expiry;

import dev.afterimage.audit.AuditSamples;
import dev.afterimage.change.ChangeId;
import dev.afterimage.change.Expiry;
import java.time.Instant;
import java.util.Optional;

/** Expiry events for tests. */
public final class ExpirySamples {
    public static final Instant DUE = Instant.parse("2026-03-04T05:05:07Z");

    private ExpirySamples() {}

    public static ExpiryEvent.Deleted deleted(long sequence, String list, Instant recordedAt) {
        ChangeId id = AuditSamples.id(sequence, list);
        return new ExpiryEvent.Deleted(
                id,
                AuditSamples.item(id, "Cake"),
                new Expiry(Expiry.Origin.SERVICE, Optional.of(DUE)),
                DUE.plusSeconds(61),
                recordedAt);
    }

    public static ExpiryEvent.Due due(long sequence, String list, Instant recordedAt) {
        ChangeId id = AuditSamples.id(sequence, list);
        return new ExpiryEvent.Due(id, AuditSamples.item(id, "Cake"), DUE, recordedAt);
    }
}
