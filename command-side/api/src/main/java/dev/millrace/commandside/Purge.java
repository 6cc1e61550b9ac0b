package dev.millrace.commandside;

import java.time.Duration;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Forgets what is old, every five minutes and a few thousand rows at a time. Several instances may do so at once. */
public final class Purge implements InitializingBean, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Purge.class);
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final int BATCH = 5_000;

    private final String what;
    private final IntFunction<Mono<Long>> batch;
    private Disposable running = Disposables.disposed();

    /**
     * @param what in the plural, for the log
     * @param batch forgets up to so many that are old, the oldest first, and answers with how many it were
     */
    public Purge(String what, IntFunction<Mono<Long>> batch) {
        this.what = what;
        this.batch = batch;
    }

    @Override
    public void afterPropertiesSet() {
        running = Flux.interval(PAUSE)
                .onBackpressureDrop()
                .concatMap(tick -> run(), 1)
                .subscribe();
    }

    /** How many were forgotten. */
    public Mono<Long> run() {
        return Mono.defer(() -> batch.apply(BATCH))
                .repeat()
                .takeUntil(forgotten -> forgotten < BATCH)
                .reduce(0L, Long::sum)
                .onErrorResume(failure -> {
                    LOG.warn("Could not forget old {}: {}", what, failure.toString());
                    return Mono.just(0L);
                });
    }

    @Override
    public void destroy() {
        running.dispose();
    }
}
