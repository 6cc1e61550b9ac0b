package dev.millrace.sagas;

import dev.millrace.order.OrderSaga;
import dev.millrace.sagas.OrderProcesses.Known;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/** Looks for work that has come due, whoever entered it, and has it done. */
final class DueWork implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DueWork.class);
    private static final int EXPIRIES_AT_ONCE = 16;
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    private final WorkTable table;
    private final GatewayDesk desk;
    private final Steps steps;
    private final OrderProcesses processes;
    private final OrderSaga saga;
    private final Duration pollInterval;
    private final Sinks.Many<Boolean> roomAgain = Sinks.many().multicast().directBestEffort();
    private final Disposable.Composite running = Disposables.composite();

    DueWork(
            WorkTable table,
            GatewayDesk desk,
            Steps steps,
            OrderProcesses processes,
            OrderSaga saga,
            Duration pollInterval) {
        this.table = table;
        this.desk = desk;
        this.steps = steps;
        this.processes = processes;
        this.saga = saga;
        this.pollInterval = pollInterval;
    }

    void start() {
        desk.onRoom(() -> roomAgain.tryEmitNext(true));
        Flux<?> looks = Flux.merge(Flux.interval(Duration.ZERO, pollInterval), roomAgain.asFlux());
        running.add(forEver(looks.onBackpressureLatest().concatMap(look -> askDue(), 1)));
        running.add(forEver(Flux.interval(Duration.ZERO, pollInterval)
                .onBackpressureLatest()
                .concatMap(look -> expireDue(), 1)));
    }

    private static Disposable forEver(Flux<?> loop) {
        return loop.doOnError(trouble -> log.warn("Can't look for due work: {}", trouble.toString()))
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, AFTER_TROUBLE))
                .subscribe();
    }

    private Mono<Void> askDue() {
        int room = desk.room();
        return room <= 0
                ? Mono.empty()
                : table.takeDue(false, room)
                        .doOnNext(item -> desk.ask(item, null))
                        .then();
    }

    private Mono<Void> expireDue() {
        return table.takeDue(true, EXPIRIES_AT_ONCE)
                .collectList()
                .flatMap(items -> Flux.fromIterable(items)
                        .flatMap(this::expire)
                        .then(items.size() < EXPIRIES_AT_ONCE ? Mono.empty() : Mono.defer(this::expireDue)));
    }

    private Mono<Void> expire(WorkItem item) {
        return processes
                .now(item.key().orderId())
                .map(Known::process)
                .flatMap(process -> steps.run(saga.expired(process), process, item.trace()))
                .then(Mono.defer(() -> table.finish(item)))
                .then()
                .onErrorResume(trouble -> {
                    log.warn(
                            "The end of order {}'s reservation is put off: {}",
                            item.key().orderId(),
                            trouble.toString());
                    return table.postpone(item, AFTER_TROUBLE);
                });
    }

    @Override
    public void close() {
        running.dispose();
    }
}
