package dev.millrace.processes;

import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.axon.StoredEventMessage;
import dev.millrace.eventstore.processing.BatchWork;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.messaging.core.Message;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventHandler;
import org.axonframework.messaging.eventhandling.EventHandlerRegistry;
import org.axonframework.messaging.eventhandling.EventHandlingComponent;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * A process as Axon's processors know a handler: the instances of a batch proceed side by side, the events of each one after the
 * other.
 */
final class EventHandling implements EventHandlingComponent {

    private static final Logger log = LoggerFactory.getLogger(EventHandling.class);
    private static final int ATTEMPTS = 8;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(1);

    private final ProcessRuntime<?, ?, ?> process;
    private final Set<QualifiedName> names;
    private final BatchWork<EventMessage> batches = new BatchWork<>(this::sequenceOf, this::handle);

    EventHandling(ProcessRuntime<?, ?, ?> process) {
        this.process = process;
        this.names = process.eventNames().stream().map(QualifiedName::new).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public MessageStream.Empty<Message> handle(EventMessage message, ProcessingContext context) {
        batches.add(message, context);
        return MessageStream.empty();
    }

    /** Short trouble is sat out here; after that the processor gives the segment back and claims it anew, at its own pace. */
    private Mono<Void> handle(EventMessage message) {
        return process.handle(stored(message))
                .retryWhen(Retry.backoff(ATTEMPTS, FIRST_BACKOFF)
                        .maxBackoff(LONGEST_BACKOFF)
                        .doBeforeRetry(trouble -> log.warn(
                                "{} is to be handled again: {}",
                                message,
                                trouble.failure().toString()))
                        .onRetryExhaustedThrow((policy, trouble) -> trouble.failure()));
    }

    private Object sequenceOf(EventMessage message) {
        return process.sequenceOf(stored(message));
    }

    private static StoredEvent stored(EventMessage message) {
        if (message instanceof StoredEventMessage event) {
            return event.stored();
        }
        throw new IllegalArgumentException("Not from the event store: " + message.type());
    }

    @Override
    public Object sequenceIdentifierFor(EventMessage message, ProcessingContext context) {
        return sequenceOf(message);
    }

    @Override
    public Set<QualifiedName> supportedEvents() {
        return names;
    }

    @Override
    public EventHandlerRegistry subscribe(QualifiedName name, EventHandler handler) {
        throw new UnsupportedOperationException("A process lists its events itself");
    }
}
