package dev.millrace.sagas;

import dev.millrace.eventstore.decision.Commands;
import dev.millrace.order.OrderProcess;
import dev.millrace.payment.ChargeProgress;
import dev.millrace.payment.GatewayAnswer;
import dev.millrace.payment.GatewayRecord;
import dev.millrace.payment.PaymentGateway;
import dev.millrace.payment.PaymentOperation;
import dev.millrace.sagas.OrderProcesses.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Asks the gateway and records its answers, beside the course of events and bounded in number. What is taken and not
 * finished, for whatever reason, comes due again when its lease runs out.
 */
final class GatewayDesk implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GatewayDesk.class);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    private final PaymentGateway gateway;
    private final GatewayRecord record;
    private final Commands commands;
    private final OrderProcesses processes;
    private final WorkTable table;
    private final int concurrency;
    private final Set<WorkItem> underWay = ConcurrentHashMap.newKeySet();
    private final Disposable.Composite running = Disposables.composite();
    private volatile Runnable onRoom = () -> {};

    GatewayDesk(
            PaymentGateway gateway,
            GatewayRecord record,
            Commands commands,
            OrderProcesses processes,
            WorkTable table,
            int concurrency) {
        this.gateway = gateway;
        this.record = record;
        this.commands = commands;
        this.processes = processes;
        this.table = table;
        this.concurrency = concurrency;
    }

    boolean hasRoom() {
        return room() > 0;
    }

    int underWay() {
        return underWay.size();
    }

    /** How many more requests may be made now. A few at a time may slip over the bound. */
    int room() {
        return running.isDisposed() ? 0 : concurrency - underWay.size();
    }

    /** Told when work that came due may be waiting for room. */
    void onRoom(Runnable listener) {
        onRoom = listener;
    }

    /**
     * Asks what the item says if it is still owed, and returns at once.
     *
     * @param process the order as it is known; read anew if null
     */
    void ask(WorkItem item, @Nullable OrderProcess process) {
        underWay.add(item);
        Mono<OrderProcess> state =
                process == null ? processes.now(item.key().orderId()).map(Known::process) : Mono.just(process);
        running.add(state.flatMap(known -> ask(item, known, operation(item)))
                .onErrorResume(trouble -> {
                    log.warn(
                            "{} of order {} is put off: {}",
                            item.key().operation(),
                            item.key().orderId(),
                            trouble.toString());
                    return table.postpone(item, AFTER_TROUBLE);
                })
                .doFinally(signal -> done(item))
                .subscribe(nothing -> {}, lost -> log.debug("left to the lease: {}", lost.toString())));
    }

    private void done(WorkItem item) {
        boolean wasFull = !hasRoom();
        underWay.remove(item);
        if (wasFull) {
            onRoom.run();
        }
    }

    private Mono<Void> ask(WorkItem item, OrderProcess process, PaymentOperation operation) {
        ChargeProgress charge = process.charge();
        if (charge == null || process.owed().filter(operation::equals).isEmpty()) {
            return finish(item);
        }
        return gateway.ask(operation, process.orderId(), charge).flatMap(answer -> {
            if (answer instanceof GatewayAnswer.NotAsked(Duration retryIn)) {
                return table.postpone(item, retryIn);
            }
            return Mono.justOrEmpty(record.of(answer, operation, process.orderId(), charge, Instant.now()))
                    .flatMap(command -> Steps.send(commands, command, item.trace()))
                    .then(Mono.defer(() -> finish(item)));
        });
    }

    private Mono<Void> finish(WorkItem item) {
        return table.finish(item)
                .doOnNext(again -> {
                    if (again) {
                        onRoom.run();
                    }
                })
                .then();
    }

    private static PaymentOperation operation(WorkItem item) {
        return PaymentOperation.valueOf(item.key().operation().toUpperCase(Locale.ROOT));
    }

    /** Drops what is under way; it comes due again elsewhere. */
    @Override
    public void close() {
        running.dispose();
    }
}
