package dev.millrace.sagas;

import org.springframework.context.SmartLifecycle;

/** Starts the sagas once all else is there, and stops them while it still is. */
final class SagaRun implements SmartLifecycle {

    private final OrderProcessor processor;
    private final DueWork work;
    private volatile boolean running;

    SagaRun(OrderProcessor processor, DueWork work) {
        this.processor = processor;
        this.work = work;
    }

    @Override
    public void start() {
        work.start();
        processor.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        work.close();
        processor.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
