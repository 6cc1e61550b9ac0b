package dev.millrace.eventbus;

import java.util.List;
import reactor.core.publisher.Mono;

/** Takes in what a consumer group's member receives. Called for one batch at a time. */
public interface BatchHandler {
    /**
     * Applies the batches, each of another partition. Its end acknowledges them; an error ends the subscription, and they
     * will come again. The bus waits meanwhile, without the partitions going to another member.
     */
    Mono<Void> handle(List<PartitionBatch> batches);

    /** These partitions now belong to another member, or to none. Must not block. */
    default void revoked(List<Integer> partitions) {}
}
