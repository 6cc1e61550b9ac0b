package dev.millrace.processes;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Where all outside requests are made, beside the course of events and bounded in number by their ports. What is taken and not finished,
 * for whatever reason, comes due again when its lease runs out.
 */
final class Desk implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Desk.class);

    private final Ports ports;
    private final Set<WorkItem> underWay = ConcurrentHashMap.newKeySet();
    private final Sinks.Many<String> roomAgain = Sinks.many().multicast().directBestEffort();
    private final Disposable.Composite running = Disposables.composite();

    Desk(Ports ports) {
        this.ports = ports;
    }

    int room(String port) {
        return running.isDisposed() ? 0 : ports.named(port).room();
    }

    int underWay() {
        return underWay.size();
    }

    /** The names of ports at which work that came due may be waiting for room. */
    Flux<String> roomAgain() {
        return roomAgain.asFlux();
    }

    /** There may be work that is due. */
    void look(String port) {
        roomAgain.tryEmitNext(port);
    }

    /** Begins and returns at once. */
    void begin(WorkItem item, Mono<Void> work) {
        Port<?, ?> port = ports.named(item.key().port());
        underWay.add(item);
        port.taken();
        running.add(work.doFinally(signal -> done(item, port))
                .subscribe(nothing -> {}, lost -> log.debug("left to the lease: {}", lost.toString())));
    }

    private void done(WorkItem item, Port<?, ?> port) {
        underWay.remove(item);
        if (port.given()) {
            look(port.name());
        }
    }

    /** Drops what is under way; it comes due again elsewhere. */
    @Override
    public void close() {
        running.dispose();
    }
}
