package dev.millrace.eventstore.configuration;

import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.messaging.core.Message;
import org.axonframework.messaging.core.correlation.CorrelationDataProvider;

/** What a command's sender says about it is said of its events too. Where they come from, Axon says itself. */
final class CarriedMetadata implements CorrelationDataProvider {

    @Override
    public Map<String, String> correlationDataFor(Message message) {
        Map<String, String> carried = new LinkedHashMap<>(message.metadata());
        carried.remove("correlationId");
        carried.remove("causationId");
        return carried;
    }
}
