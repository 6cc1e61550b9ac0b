package dev.millrace.eventstore.boot;

import org.axonframework.common.configuration.AxonConfiguration;
import org.springframework.context.SmartLifecycle;

/** Axon's components start and end with the application context. */
final class AxonLifecycle implements SmartLifecycle {

    private final AxonConfiguration configuration;
    private volatile boolean running;

    AxonLifecycle(AxonConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public void start() {
        configuration.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        configuration.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
