package dev.millrace.processes;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Looks for work that has come due, whoever entered it, and has it done. */
final class DueWork implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DueWork.class);
    private static final int TIMERS_AT_ONCE = 16;
    private static final int PURGED_AT_ONCE = 1_000;
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(1);

    private final WorkTable table;
    private final InstanceTable instances;
    private final Desk desk;
    private final Ports ports;
    private final Map<String, ProcessRuntime<?, ?, ?>> processes;
    private final ProcessSettings settings;
    private final Disposable.Composite running = Disposables.composite();

    DueWork(
            WorkTable table,
            InstanceTable instances,
            Desk desk,
            Ports ports,
            Map<String, ProcessRuntime<?, ?, ?>> processes,
            ProcessSettings settings) {
        this.table = table;
        this.instances = instances;
        this.desk = desk;
        this.ports = ports;
        this.processes = processes;
        this.settings = settings;
    }

    void start() {
        Duration pace = settings.pollInterval();
        for (Port<?, ?> port : ports.all()) {
            Flux<?> looks = Flux.merge(
                    Flux.interval(Duration.ZERO, pace), desk.roomAgain().filter(port.name()::equals));
            running.add(forEver(looks.onBackpressureLatest().concatMap(look -> ask(port), 1)));
        }
        running.add(forEver(
                Flux.interval(Duration.ZERO, pace).onBackpressureLatest().concatMap(look -> wake(), 1)));
        running.add(forEver(Flux.interval(PURGE_INTERVAL).onBackpressureDrop().concatMap(look -> purge(), 1)));
    }

    private static Disposable forEver(Flux<?> loop) {
        return loop.doOnError(trouble -> log.warn("Can't look for due work: {}", trouble.toString()))
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, AFTER_TROUBLE))
                .subscribe();
    }

    private Mono<Void> ask(Port<?, ?> port) {
        int room = desk.room(port.name());
        return room <= 0
                ? Mono.empty()
                : table.takeDue(port.name(), room).doOnNext(this::begin).then();
    }

    private void begin(WorkItem item) {
        ProcessRuntime<?, ?, ?> process = of(item);
        if (process != null) {
            desk.begin(item, process.call(item));
        }
    }

    private Mono<Void> wake() {
        return table.takeDue(WorkItem.Key.TIMERS, TIMERS_AT_ONCE)
                .collectList()
                .flatMap(items -> Flux.fromIterable(items)
                        .flatMap(this::wake)
                        .then(items.size() < TIMERS_AT_ONCE ? Mono.empty() : Mono.defer(this::wake)));
    }

    private Mono<Void> wake(WorkItem item) {
        ProcessRuntime<?, ?, ?> process = of(item);
        return process == null ? Mono.empty() : process.wake(item);
    }

    /** Work of a definition that this program doesn't have is left to those who do. */
    private @Nullable ProcessRuntime<?, ?, ?> of(WorkItem item) {
        ProcessRuntime<?, ?, ?> process = processes.get(item.key().process());
        if (process == null) {
            log.warn(
                    "There is no process {} here, whose {} has come due",
                    item.key().process(),
                    item.key().task());
        }
        return process;
    }

    private Mono<Void> purge() {
        return instances
                .purge(settings.retention(), PURGED_AT_ONCE)
                .flatMap(purged -> purged < PURGED_AT_ONCE ? Mono.empty() : Mono.defer(this::purge));
    }

    @Override
    public void close() {
        running.dispose();
    }
}
