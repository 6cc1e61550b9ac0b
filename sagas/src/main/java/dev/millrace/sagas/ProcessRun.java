package dev.millrace.sagas;

import dev.millrace.processes.Processes;
import org.springframework.context.SmartLifecycle;

/** Starts the processes once all else is there, and stops them while it still is. */
final class ProcessRun implements SmartLifecycle {

    private final Processes processes;
    private volatile boolean running;

    ProcessRun(Processes processes) {
        this.processes = processes;
    }

    @Override
    public void start() {
        processes.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        processes.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
