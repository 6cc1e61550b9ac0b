package dev.millrace.order;

import dev.millrace.id.ParcelId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param deliveredAt absent while it is on its way */
public record ParcelView(
        ParcelId parcelId,
        String carrier,
        String trackingNumber,
        List<ParcelLine> lines,
        Instant shippedAt,
        @Nullable Instant deliveredAt) {

    ParcelView arrived(Instant at) {
        return new ParcelView(parcelId, carrier, trackingNumber, lines, shippedAt, at);
    }
}
