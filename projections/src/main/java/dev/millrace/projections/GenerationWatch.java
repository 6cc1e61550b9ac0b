package dev.millrace.projections;

import dev.millrace.projections.Generation.State;
import dev.millrace.readmodels.Projection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What this process knows of all generations: at most half a second old, or as last seen while PostgreSQL is away. */
final class GenerationWatch {
    private static final Logger log = LoggerFactory.getLogger(GenerationWatch.class);
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final GenerationTable table;
    private volatile List<Generation> generations = List.of();

    GenerationWatch(GenerationTable table) {
        this.table = table;
    }

    /** Keeps looking until cancelled, and tells after each look. */
    Flux<List<Generation>> run() {
        return Flux.interval(Duration.ZERO, INTERVAL).onBackpressureDrop().concatMap(tick -> look(), 1);
    }

    /** Looks now. */
    Mono<List<Generation>> look() {
        return table.all().doOnNext(found -> generations = found).onErrorResume(failure -> {
            log.debug("Could not look at the generations: {}", failure.toString());
            return Mono.empty();
        });
    }

    /** Whether it was found missing: what is written to it now is written in vain. */
    boolean isLost(Projection projection, long number) {
        return generations.stream()
                .anyMatch(it -> it.projection().equals(projection) && it.number() == number && it.lost());
    }

    /** The generation that is being filled, if one is. */
    Optional<Generation> building(Projection projection) {
        return generations.stream()
                .filter(it -> it.projection().equals(projection) && it.state() == State.BUILDING)
                .findFirst();
    }
}
