package dev.millrace.eventstore.boot;

import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessorConfiguration;

/** A bean that has a say in the settings of streaming processors: first token, error handler, batch size, segments. */
@FunctionalInterface
public interface EventProcessorCustomizer {

    /**
     * Once for each processor, at start.
     *
     * @param processor its name, which is that of the bean whose event handlers it calls
     */
    PooledStreamingEventProcessorConfiguration customize(
            String processor, PooledStreamingEventProcessorConfiguration settings);
}
