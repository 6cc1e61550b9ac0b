package dev.millrace.eventstore.decision;

import java.util.Map;
import java.util.concurrent.CompletionException;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.core.MessageTypeResolver;
import reactor.core.publisher.Mono;

/** Sends commands over Axon's command bus; handlers answer with a {@link Decision}. */
public final class BusCommands implements Commands {

    private final CommandBus bus;
    private final MessageTypeResolver types;
    private final Positions positions;

    BusCommands(CommandBus bus, MessageTypeResolver types, Positions positions) {
        this.bus = bus;
        this.types = types;
        this.positions = positions;
    }

    @Override
    public Mono<Outcome> send(Object command, Map<String, String> metadata) {
        return Mono.defer(() -> {
            CommandMessage message = new GenericCommandMessage(types.resolveOrThrow(command), command, metadata);
            String id = message.identifier();
            positions.await(id);
            return Mono.fromFuture(() -> bus.dispatch(message, null), true)
                    .map(result -> outcome(result, id))
                    .switchIfEmpty(Mono.error(() -> noDecision(command)))
                    .onErrorMap(BusCommands::plain)
                    .doFinally(end -> positions.take(id));
        });
    }

    private Outcome outcome(CommandResultMessage result, String id) {
        return switch (result.payload()) {
            case Decision.Accepted accepted -> new Outcome.Accepted(positions.take(id));
            case Decision.Rejected(Rejection rejection) -> new Outcome.Rejected(rejection);
            case null, default -> throw noDecision(result.type());
        };
    }

    private static IllegalStateException noDecision(Object about) {
        return new IllegalStateException("The handler came to no decision: " + about);
    }

    private static Throwable plain(Throwable error) {
        Throwable cause =
                error instanceof CompletionException wrapped && wrapped.getCause() != null ? wrapped.getCause() : error;
        return cause instanceof AppendEventsTransactionRejectedException ? new ContentionException(cause) : cause;
    }
}
