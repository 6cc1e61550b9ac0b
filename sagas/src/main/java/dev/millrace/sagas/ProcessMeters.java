package dev.millrace.sagas;

import dev.millrace.processes.Processes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Figures of this instance's part in the processes. */
record ProcessMeters(Processes processes) implements MeterBinder {

    private static final String PROCESS = "process";

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String name : processes.names()) {
            Gauge.builder("millrace.processes.segments", processes, running -> running.segments(name))
                    .tag(PROCESS, name)
                    .description("Segments of the process that this instance has claimed")
                    .register(registry);
            Gauge.builder(
                            "millrace.processes.position",
                            processes,
                            running -> running.position(name).orElse(0))
                    .tag(PROCESS, name)
                    .description("Position in the store that the slowest of them has reached")
                    .register(registry);
        }
        Gauge.builder("millrace.processes.requests", processes, Processes::requestsUnderWay)
                .description("Requests to outside partners under way")
                .register(registry);
    }
}
