package dev.millrace.sagas;

import dev.millrace.eventstore.configuration.EventStoreConfigurer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.eventhandling.configuration.EventProcessorConfiguration;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessorConfiguration;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.EventTrackerStatus;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams the events of orders from the store through the saga, in segments that all instances share. An instance that
 * dies loses its segments to the others once its claims have run out.
 */
final class OrderProcessor implements AutoCloseable {

    /** Under which its tokens are stored: never to change. */
    static final String NAME = "orders";

    private static final Logger log = LoggerFactory.getLogger(OrderProcessor.class);
    private static final Duration CLAIM_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final PooledStreamingEventProcessor processor;
    private final ScheduledExecutorService coordinator = Executors.newScheduledThreadPool(
            1, Thread.ofVirtual().name("orders-coordinator").factory());
    private final ScheduledExecutorService workers;

    OrderProcessor(AxonConfiguration axon, TokenStore tokens, OrderEventHandling handling, SagaSettings settings) {
        // Workers wait for their batch, each in a thread of its own.
        workers = Executors.newScheduledThreadPool(
                settings.segments(),
                Thread.ofVirtual().name("orders-worker-", 0).factory());
        var configuration = new PooledStreamingEventProcessorConfiguration(new EventProcessorConfiguration(axon), axon)
                .eventSource(axon.getComponent(EventStore.class))
                .tokenStore(tokens)
                .unitOfWorkFactory(EventStoreConfigurer.unitsOfWorkOnVirtualThreads(axon))
                .coordinatorExecutor(coordinator)
                .workerExecutor(workers)
                .initialSegmentCount(settings.segments())
                .initialToken(source -> source.firstToken(null))
                .batchSize(settings.batch())
                .tokenClaimInterval(CLAIM_INTERVAL.toMillis())
                .claimExtensionThreshold(settings.claimTimeout().toMillis() / 3)
                .enableCoordinatorClaimExtension()
                .eventCriteria(names -> EventCriteria.havingAnyTag().andBeingOneOfTypes(names));
        processor = new PooledStreamingEventProcessor(NAME, List.of(handling), configuration);
    }

    void start() {
        processor.start().join();
    }

    boolean isRunning() {
        return processor.isRunning() && !processor.isError();
    }

    int segments() {
        return processor.processingStatus().size();
    }

    /** Position that the slowest segment of this instance has reached; empty if it has none. */
    OptionalLong position() {
        return processor.processingStatus().values().stream()
                .map(EventTrackerStatus::getCurrentPosition)
                .mapToLong(position -> position.orElse(0))
                .min();
    }

    /** Finishes the batches under way and gives the segments back, so that others go on at once. */
    @Override
    public void close() {
        try {
            processor.shutdown().get(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception late) {
            log.warn("Segments are left to their time-out: {}", late.toString());
        }
        workers.shutdownNow();
        coordinator.shutdownNow();
    }
}
