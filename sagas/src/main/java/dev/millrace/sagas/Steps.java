package dev.millrace.sagas;

import dev.millrace.eventstore.decision.Commands;
import dev.millrace.eventstore.decision.Outcome;
import dev.millrace.id.OrderId;
import dev.millrace.order.OrderProcess;
import dev.millrace.order.SagaStep;
import dev.millrace.order.SagaStep.CallAt;
import dev.millrace.order.SagaStep.CallNow;
import dev.millrace.order.SagaStep.ExpireAt;
import dev.millrace.order.SagaStep.ForgetExpiry;
import dev.millrace.order.SagaStep.Send;
import dev.millrace.payment.PaymentOperation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Does what the sagas say, one step after the other. Completes when all is done or safely entered for later; an error means
 * that steps may be missing, and all are to be done again.
 */
final class Steps {

    private static final Logger log = LoggerFactory.getLogger(Steps.class);

    private final Commands commands;
    private final WorkTable table;
    private final GatewayDesk desk;

    Steps(Commands commands, WorkTable table, GatewayDesk desk) {
        this.commands = commands;
        this.table = table;
        this.desk = desk;
    }

    Mono<Void> run(List<SagaStep> steps, OrderProcess process, Trace trace) {
        return Flux.fromIterable(steps)
                .concatMap(step -> run(step, process, trace))
                .then();
    }

    private Mono<Void> run(SagaStep step, OrderProcess process, Trace trace) {
        OrderId orderId = process.orderId();
        return switch (step) {
            case Send send -> send(commands, send.command(), trace);
            case CallNow call -> callNow(gateway(orderId, call.operation()), process, trace);
            case CallAt call -> table.plan(gateway(orderId, call.operation()), call.at(), trace);
            case ExpireAt expiry -> table.plan(new WorkItem.Key(orderId, WorkItem.EXPIRY), expiry.at(), trace);
            case ForgetExpiry _ -> table.forget(new WorkItem.Key(orderId, WorkItem.EXPIRY));
        };
    }

    /** Entered and taken in one go, so that it is asked without waiting for the next look at the table. */
    private Mono<Void> callNow(WorkItem.Key key, OrderProcess process, Trace trace) {
        return desk.hasRoom()
                ? table.takeNew(key, trace)
                        .doOnNext(item -> desk.ask(item, process))
                        .then()
                : table.plan(key, Instant.now(), trace);
    }

    private static WorkItem.Key gateway(OrderId orderId, PaymentOperation operation) {
        return new WorkItem.Key(orderId, operation.name().toLowerCase(Locale.ROOT));
    }

    /** A refusal says that it is so already or is called for no longer; either way it is done. */
    static Mono<Void> send(Commands commands, Object command, Trace trace) {
        return commands.send(command, trace.metadata())
                .doOnNext(outcome -> {
                    if (outcome instanceof Outcome.Rejected(var rejection)) {
                        log.debug("{}: {}", command, rejection.code());
                    }
                })
                .then();
    }
}
