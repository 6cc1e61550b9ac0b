package dev.millrace.projections;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A parked event, as shown.
 *
 * @param cause why it could not be applied; absent if it only waits behind another of its key
 * @param requested absent if nobody asked
 * @param payload its JSON as it was stored, in that version; as text since it may be the very thing that is wrong
 */
record ParkedReport(
        long position,
        String type,
        String version,
        String key,
        Instant recordedAt,
        Instant parkedAt,
        int attempts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String cause,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Request requested,
        String payload) {

    /** What somebody asked to be done with it. */
    @Schema(name = "ParkedEventRequest")
    enum Request {
        @JsonProperty("retry")
        RETRY,
        @JsonProperty("discard")
        DISCARD
    }

    static ParkedReport of(ParkedEvent parked) {
        var event = parked.event();
        return new ParkedReport(
                event.position(),
                event.type(),
                event.version(),
                event.key(),
                event.recordedAt(),
                parked.parkedAt(),
                parked.attempts(),
                parked.cause(),
                parked.request() == null
                        ? null
                        : Request.valueOf(parked.request().toUpperCase(Locale.ROOT)),
                new String(event.payload(), StandardCharsets.UTF_8));
    }
}
