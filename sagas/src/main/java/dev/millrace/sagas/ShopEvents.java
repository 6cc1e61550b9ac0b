package dev.millrace.sagas;

import dev.millrace.eventstore.StoredEvent;
import dev.millrace.process.ProcessEvent;
import dev.millrace.process.ProcessEvent.ProcessEnded;
import dev.millrace.process.ProcessEvent.ProcessParked;
import dev.millrace.process.ProcessEvent.ProcessRetried;
import dev.millrace.process.ProcessEvent.ProcessSkipped;
import dev.millrace.processes.ProcessAct;
import dev.millrace.processes.ProcessAct.Ended;
import dev.millrace.processes.ProcessAct.Parked;
import dev.millrace.processes.ProcessAct.Retried;
import dev.millrace.processes.ProcessAct.Skipped;
import dev.millrace.processes.ProcessEvents;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
import dev.millrace.schema.EventJson;
import dev.millrace.schema.EventReader;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The shop's events as processes need them. */
final class ShopEvents implements ProcessEvents<BusinessEvent> {

    private static final Set<String> ACTS = EventCatalog.types().stream()
            .filter(ProcessEvent.class::isAssignableFrom)
            .map(EventCatalog::typeName)
            .collect(Collectors.toUnmodifiableSet());

    @Override
    public String nameOf(Class<? extends BusinessEvent> type) {
        return EventCatalog.typeName(type);
    }

    @Override
    public Optional<BusinessEvent> read(StoredEvent event) {
        return EventReader.knows(event.type())
                ? Optional.of(EventReader.read(event.type(), event.version(), event.payload()))
                : Optional.empty();
    }

    @Override
    public Set<String> acts() {
        return ACTS;
    }

    @Override
    public Optional<ProcessAct> act(StoredEvent event) {
        return ACTS.contains(event.type()) ? read(event).map(ShopEvents::act) : Optional.empty();
    }

    private static ProcessAct act(BusinessEvent event) {
        return switch ((ProcessEvent) event) {
            case ProcessParked e -> new Parked(e.process(), e.key(), e.position(), e.task(), e.code(), e.detail());
            case ProcessRetried e -> new Retried(e.process(), e.key(), e.reason());
            case ProcessSkipped e -> new Skipped(e.process(), e.key(), e.reason());
            case ProcessEnded e -> new Ended(e.process(), e.key(), e.reason());
        };
    }

    @Override
    public Written write(ProcessAct act) {
        ProcessEvent event = switch (act) {
            case Parked a -> new ProcessParked(a.process(), a.key(), a.position(), a.task(), a.code(), a.detail());
            case Retried a -> new ProcessRetried(a.process(), a.key(), a.reason());
            case Skipped a -> new ProcessSkipped(a.process(), a.key(), a.reason());
            case Ended a -> new ProcessEnded(a.process(), a.key(), a.reason());
        };
        return new Written(
                EventCatalog.typeName(event.getClass()),
                EventCatalog.version(event.getClass()),
                EventJson.mapper().writeValueAsBytes(event));
    }
}
