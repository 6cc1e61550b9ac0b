package dev.millrace.eventstore.decision;

import java.util.Map;
import reactor.core.publisher.Mono;

/** Where commands are sent. Non-blocking; any thread may call. */
public interface Commands {

    /**
     * Handles a command in this process and answers once its events are committed. A lost append race is retried here.
     *
     * @param metadata joins the metadata of the events, for correlation
     * @return the outcome; an error only where handling failed: {@code EventStoreUnavailableException} if the store
     *     can't be reached
     */
    Mono<Outcome> send(Object command, Map<String, String> metadata);

    /**
     * The same, if nothing has happened to a thing since its sender looked: otherwise the outcome is a rejection, {@link Changed}. As
     * everything that was read is, this is part of the append's condition; a race that is lost over it is not tried again.
     */
    Mono<Outcome> send(Object command, Map<String, String> metadata, Unchanged unchanged);

    default Mono<Outcome> send(Object command) {
        return send(command, Map.of());
    }
}
