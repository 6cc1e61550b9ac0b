package dev.millrace.eventbus;

import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.Tag;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.Tags;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.utils.Utils;

/** What an event is kept in order with, and in which partition that is. */
public final class PartitionKey {
    private static final List<String> PRECEDENCE = List.of(Tags.ORDER, Tags.CART, Tags.PRODUCT, Tags.SKU);

    private PartitionKey() {}

    /** The same as {@link BusinessEvent#partitionKey()}, read from the tags: relaying needs no JSON then. */
    static String of(StoredEvent event) {
        var tags = event.tags();
        for (var key : PRECEDENCE) {
            for (Tag tag : tags) {
                if (tag.key().equals(key)) {
                    return tag.value();
                }
            }
        }
        return event.id().toString();
    }

    /** The partition that Kafka's own clients choose for {@code key}. */
    public static int partition(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
