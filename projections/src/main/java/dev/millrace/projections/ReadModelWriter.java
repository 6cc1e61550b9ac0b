package dev.millrace.projections;

import dev.millrace.readmodels.Projection;
import dev.millrace.schema.BusinessEvent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Writes one read model. Non-blocking; calls for one generation may overlap, from this process and from others, and then
 * touch the same things only with the same events.
 */
public interface ReadModelWriter {
    /** How long a batch may wait to fill up. The setting {@code millrace.projections.<name>-linger} says otherwise. */
    Duration LINGER = Duration.ofMillis(100);

    Projection projection();

    /**
     * What the read model is made of: its tables or mapping and how they are filled. A read model that was made by another
     * definition is made anew, so a change here is a change of all that is stored.
     */
    String definition();

    /** The event classes it makes something of; it is given no others. */
    Set<Class<? extends BusinessEvent>> handles();

    /** Makes an empty generation, or leaves one that is there as it is. */
    Mono<Void> create(long generation);

    /** Whether the generation is there; without it, writing makes no sense. */
    Mono<Boolean> exists(long generation);

    /** Called before readers are switched to the generation; may be called again. */
    Mono<Void> activate(long generation);

    /** Whether readers are led to the generation: not so if a process ended after it had made it and before it activated it. */
    default Mono<Boolean> answers(long generation) {
        return Mono.just(true);
    }

    /** Removes a generation, or what is left of it. */
    Mono<Void> drop(long generation);

    /**
     * Applies events, those of one key in the order of their positions. What was applied before changes nothing. After an
     * error some may have been applied.
     *
     * @return names of what changed, as in {@code ReadModelChanged}
     */
    Mono<List<String>> write(long generation, List<ProjectedEvent> events);
}
