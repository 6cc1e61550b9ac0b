package dev.millrace.order;

import dev.millrace.id.ParcelId;
import java.util.List;

/** What an event tells of a parcel. */
public sealed interface ParcelNews {

    ParcelId parcelId();

    /** It left. */
    record Dispatched(ParcelId parcelId, String carrier, String trackingNumber, List<ParcelLine> lines)
            implements ParcelNews {}

    /** It arrived. */
    record Arrived(ParcelId parcelId) implements ParcelNews {}
}
