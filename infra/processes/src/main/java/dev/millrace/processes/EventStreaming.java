package dev.millrace.processes;

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
 * Streams the events of a process from the store, in segments that all nodes share. A node that dies loses its segments to the others once
 * its claims have run out.
 */
final class EventStreaming implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventStreaming.class);
    private static final Duration CLAIM_INTERVAL = Duration.ofSeconds(1);

    private final PooledStreamingEventProcessor processor;
    private final ScheduledExecutorService coordinator;
    private final ScheduledExecutorService workers;
    private final Duration stopTimeout;

    EventStreaming(
            AxonConfiguration axon, TokenStore tokens, ProcessRuntime<?, ?, ?> process, ProcessSettings settings) {
        stopTimeout = settings.stopTimeout();
        String name = process.definition().name();
        int segments = process.definition().segments();
        coordinator = Executors.newScheduledThreadPool(
                1, Thread.ofVirtual().name(name + "-coordinator").factory());
        // Workers wait for their batch, each in a thread of its own.
        workers = Executors.newScheduledThreadPool(
                segments, Thread.ofVirtual().name(name + "-worker-", 0).factory());
        var configuration = new PooledStreamingEventProcessorConfiguration(new EventProcessorConfiguration(axon), axon)
                .eventSource(axon.getComponent(EventStore.class))
                .tokenStore(tokens)
                .unitOfWorkFactory(EventStoreConfigurer.unitsOfWorkOnVirtualThreads(axon))
                .coordinatorExecutor(coordinator)
                .workerExecutor(workers)
                .initialSegmentCount(segments)
                .initialToken(source -> source.firstToken(null))
                .batchSize(settings.batch())
                .tokenClaimInterval(CLAIM_INTERVAL.toMillis())
                .claimExtensionThreshold(settings.claimTimeout().toMillis() / 3)
                .enableCoordinatorClaimExtension()
                .eventCriteria(names -> EventCriteria.havingAnyTag().andBeingOneOfTypes(names));
        processor = new PooledStreamingEventProcessor(name, List.of(new EventHandling(process)), configuration);
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
            processor.shutdown().get(stopTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception late) {
            log.warn("Segments are left to their time-out: {}", late.toString());
        }
        workers.shutdownNow();
        coordinator.shutdownNow();
    }
}
