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
    private final Premises premises;

    BusCommands(CommandBus bus, MessageTypeResolver types, Positions positions, Premises premises) {
        this.bus = bus;
        this.types = types;
        this.positions = positions;
        this.premises = premises;
    }

    @Override
    public Mono<Outcome> send(Object command, Map<String, String> metadata) {
        return Mono.defer(() -> dispatch(message(command, metadata)));
    }

    @Override
    public Mono<Outcome> send(Object command, Map<String, String> metadata, Unchanged unchanged) {
        return Mono.defer(() -> {
            CommandMessage message = message(command, metadata);
            premises.take(message.identifier(), unchanged);
            return dispatch(message).doFinally(end -> premises.drop(message.identifier()));
        });
    }

    private CommandMessage message(Object command, Map<String, String> metadata) {
        return new GenericCommandMessage(types.resolveOrThrow(command), command, metadata);
    }

    private Mono<Outcome> dispatch(CommandMessage message) {
        String id = message.identifier();
        positions.await(id);
        return Mono.fromFuture(() -> bus.dispatch(message, null), true)
                .map(result -> outcome(result, id))
                .switchIfEmpty(Mono.error(() -> noDecision(message.type())))
                .onErrorMap(BusCommands::plain)
                .doFinally(end -> positions.take(id));
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
