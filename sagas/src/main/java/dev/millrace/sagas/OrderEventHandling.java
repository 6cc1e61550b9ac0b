package dev.millrace.sagas;

import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.axon.StoredEventMessage;
import dev.millrace.eventstore.processing.BatchWork;
import dev.millrace.inventory.StockEvent.StockReservationRefused;
import dev.millrace.inventory.StockEvent.StockReserved;
import dev.millrace.order.OrderEvent.OrderCancelled;
import dev.millrace.order.OrderEvent.OrderPlaced;
import dev.millrace.order.OrderEvent.OrderRejected;
import dev.millrace.order.OrderEvent.OrderShipped;
import dev.millrace.order.OrderSaga;
import dev.millrace.payment.PaymentEvent.PaymentAttemptFailed;
import dev.millrace.payment.PaymentEvent.PaymentAuthorised;
import dev.millrace.payment.PaymentEvent.PaymentCaptured;
import dev.millrace.payment.PaymentEvent.PaymentDeclined;
import dev.millrace.payment.PaymentEvent.PaymentRefunded;
import dev.millrace.payment.PaymentEvent.PaymentRequested;
import dev.millrace.payment.PaymentEvent.PaymentVoided;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.EventCatalog;
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
 * The orders' saga as Axon's processors know a handler: the orders of a batch proceed side by side, the events of each one after
 * the other.
 */
final class OrderEventHandling implements EventHandlingComponent {

    private static final Set<Class<? extends BusinessEvent>> HANDLED = Set.of(
            OrderPlaced.class,
            OrderShipped.class,
            OrderCancelled.class,
            OrderRejected.class,
            StockReserved.class,
            StockReservationRefused.class,
            PaymentRequested.class,
            PaymentAttemptFailed.class,
            PaymentAuthorised.class,
            PaymentCaptured.class,
            PaymentDeclined.class,
            PaymentVoided.class,
            PaymentRefunded.class);

    private static final Set<QualifiedName> NAMES = HANDLED.stream()
            .map(type -> new QualifiedName(EventCatalog.typeName(type)))
            .collect(Collectors.toUnmodifiableSet());

    private static final Logger log = LoggerFactory.getLogger(OrderEventHandling.class);
    private static final int ATTEMPTS = 8;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(1);

    private final OrderProcesses processes;
    private final OrderSaga saga;
    private final Steps steps;
    private final BatchWork<EventMessage> batches = new BatchWork<>(
            message -> OrderEvents.orderOf(stored(message)),
            message -> handle(stored(message)).retryWhen(patience(message)));

    OrderEventHandling(OrderProcesses processes, OrderSaga saga, Steps steps) {
        this.processes = processes;
        this.saga = saga;
        this.steps = steps;
    }

    @Override
    public MessageStream.Empty<Message> handle(EventMessage message, ProcessingContext context) {
        batches.add(message, context);
        return MessageStream.empty();
    }

    private Mono<Void> handle(StoredEvent stored) {
        return Mono.defer(() -> {
            BusinessEvent event = OrderEvents.decode(stored);
            return processes
                    .after(OrderEvents.orderOf(stored), event, stored)
                    .flatMap(known -> steps.run(
                            saga.after(event, stored.timestamp(), known.process()), known.process(), known.trace()));
        });
    }

    /** Short trouble is sat out here; after that the processor gives the segment back and claims it anew, at its own pace. */
    private static Retry patience(EventMessage message) {
        return Retry.backoff(ATTEMPTS, FIRST_BACKOFF)
                .maxBackoff(LONGEST_BACKOFF)
                .doBeforeRetry(trouble -> log.warn(
                        "{} is to be handled again: {}",
                        message,
                        trouble.failure().toString()))
                .onRetryExhaustedThrow((policy, trouble) -> trouble.failure());
    }

    private static StoredEvent stored(EventMessage message) {
        if (message instanceof StoredEventMessage event) {
            return event.stored();
        }
        throw new IllegalArgumentException("Not from the event store: " + message.type());
    }

    @Override
    public Object sequenceIdentifierFor(EventMessage message, ProcessingContext context) {
        return OrderEvents.orderOf(stored(message));
    }

    @Override
    public Set<QualifiedName> supportedEvents() {
        return NAMES;
    }

    @Override
    public EventHandlerRegistry subscribe(QualifiedName name, EventHandler handler) {
        throw new UnsupportedOperationException("The saga's events are its own");
    }
}
