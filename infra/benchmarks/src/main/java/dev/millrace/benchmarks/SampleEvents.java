package dev.millrace.benchmarks;

import dev.millrace.eventstore.NewEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.axon.TimeOrderedIdentifiers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The one event that everybody stores: an order of about 400 bytes. */
final class SampleEvents {

    static final String TYPE = "shop.OrderPlaced";
    static final byte[] PAYLOAD = ("{\"lines\":["
                    + "{\"sku\":\"85123A\",\"name\":\"WHITE HANGING HEART T-LIGHT HOLDER\",\"quantity\":6,\"price\":255},"
                            .repeat(4)
                    + "{\"sku\":\"71053\",\"quantity\":6,\"price\":339}],\"country\":\"United Kingdom\"}")
            .getBytes(StandardCharsets.UTF_8);
    static final Map<String, String> METADATA =
            Map.of("correlationId", "0198c2b4-7f62-7c11-9a53-0d1f5be1c001", "causationId", "0198c2b4-7f62-7c11");
    static final byte[] METADATA_JSON =
            "{\"correlationId\":\"0198c2b4-7f62-7c11-9a53-0d1f5be1c001\",\"causationId\":\"0198c2b4-7f62-7c11\"}"
                    .getBytes(StandardCharsets.UTF_8);

    private SampleEvents() {}

    /** Version 7, as messages have it. Not from the system's entropy, which would be measured too. */
    static UUID id() {
        return TimeOrderedIdentifiers.next();
    }

    static Tag order() {
        return Tag.of("order", id().toString());
    }

    static NewEvent of(Tag order) {
        Tag sku = Tag.of("sku", Integer.toString(ThreadLocalRandom.current().nextInt(4_000)));
        return new NewEvent(id(), TYPE, "1", Instant.now(), PAYLOAD, METADATA, Set.of(order, sku));
    }
}
