package dev.millrace.eventlog;

import dev.millrace.eventstore.Actor;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.http.Problem;
import dev.millrace.http.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * What events a request asks for by its parameter {@code actor}. No index knows actors, so events are looked at one by one.
 *
 * @param actor absent for anyone
 */
record ActorFilter(@Nullable Actor actor) {

    private static final String FORM = "unknown, or kind:id such as person:ada, with a kind of " + Actor.kinds();

    /** @throws ProblemException 400 */
    static ActorFilter of(@Nullable String actor) {
        try {
            return new ActorFilter(actor == null ? null : Actor.parse(actor));
        } catch (IllegalArgumentException malformed) {
            throw Problem.invalid("actor", FORM).exception();
        }
    }

    boolean matches(StoredEvent event) {
        return actor == null || actor.equals(Actor.of(event.metadata()));
    }

    Flux<List<StoredEvent>> among(Flux<List<StoredEvent>> pages) {
        return actor == null
                ? pages
                : pages.map(events -> events.stream().filter(this::matches).toList());
    }
}
