package dev.millrace.commandside;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Forgets old keys, a few thousand at a time. Several instances may do so at once. */
final class IdempotencyPurge implements InitializingBean, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyPurge.class);
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final int BATCH = 5_000;

    private final IdempotencyKeys keys;
    private final IdempotencySettings settings;
    private Disposable running = Disposables.disposed();

    IdempotencyPurge(IdempotencyKeys keys, IdempotencySettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    @Override
    public void afterPropertiesSet() {
        running = Flux.interval(PAUSE)
                .onBackpressureDrop()
                .concatMap(tick -> purge(), 1)
                .subscribe();
    }

    /** How many keys were forgotten. */
    Mono<Long> purge() {
        return Mono.defer(() -> keys.purge(settings.retention(), BATCH))
                .repeat()
                .takeUntil(forgotten -> forgotten < BATCH)
                .reduce(0L, Long::sum)
                .onErrorResume(failure -> {
                    LOG.warn("Could not forget old idempotency keys: {}", failure.toString());
                    return Mono.just(0L);
                });
    }

    @Override
    public void destroy() {
        running.dispose();
    }
}
