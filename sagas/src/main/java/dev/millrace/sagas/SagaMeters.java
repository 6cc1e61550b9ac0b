package dev.millrace.sagas;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Figures of this instance's part in the sagas. */
record SagaMeters(OrderProcessor processor, GatewayDesk desk) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("millrace.sagas.segments", processor, OrderProcessor::segments)
                .description("Segments of the orders that this instance has claimed")
                .register(registry);
        Gauge.builder(
                        "millrace.sagas.position",
                        processor,
                        running -> running.position().orElse(0))
                .description("Position in the store that the slowest of them has reached")
                .register(registry);
        Gauge.builder("millrace.sagas.gateway.requests", desk, GatewayDesk::underWay)
                .description("Requests to the payment gateway under way")
                .register(registry);
    }
}
