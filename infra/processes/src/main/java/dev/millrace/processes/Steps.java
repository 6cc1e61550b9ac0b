package dev.millrace.processes;

import dev.millrace.eventstore.Actor;
import dev.millrace.eventstore.Tag;
import dev.millrace.eventstore.decision.Changed;
import dev.millrace.eventstore.decision.Commands;
import dev.millrace.eventstore.decision.Outcome;
import dev.millrace.eventstore.decision.Unchanged;
import dev.millrace.processes.ProcessStep.Call;
import dev.millrace.processes.ProcessStep.CallAt;
import dev.millrace.processes.ProcessStep.End;
import dev.millrace.processes.ProcessStep.Forget;
import dev.millrace.processes.ProcessStep.Send;
import dev.millrace.processes.ProcessStep.SendIfUnchanged;
import dev.millrace.processes.ProcessStep.WakeAt;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Does what a definition says, one step after the other. Completes when all is done or safely entered for later; an error means that
 * steps may be missing, and all are to be done again.
 */
final class Steps<K, S, E> {

    private static final Logger log = LoggerFactory.getLogger(Steps.class);

    private final ProcessDefinition<K, S, E> definition;
    private final Actor actor;
    private final Commands commands;
    private final WorkTable table;
    private final InstanceTable instances;
    private final Desk desk;
    private final Caller<K, S> caller;
    private final StepWatch watch;

    /** Has a task's request made that was taken just now. */
    interface Caller<K, S> {

        Mono<Void> call(WorkItem item, Instance<K, S> instance);
    }

    Steps(
            ProcessDefinition<K, S, E> definition,
            Commands commands,
            WorkTable table,
            InstanceTable instances,
            Desk desk,
            Caller<K, S> caller,
            StepWatch watch) {
        this.definition = definition;
        this.actor = new Actor(Actor.Kind.PROCESS, definition.name());
        this.commands = commands;
        this.table = table;
        this.instances = instances;
        this.desk = desk;
        this.caller = caller;
        this.watch = watch;
    }

    Mono<Void> run(List<ProcessStep> steps, Instance<K, S> instance) {
        return steps.isEmpty()
                ? Mono.empty()
                : Flux.fromIterable(steps)
                        .concatMap(step -> watched(step, instance))
                        .then();
    }

    private Mono<Void> watched(ProcessStep step, Instance<K, S> instance) {
        if (watch.equals(StepWatch.NOBODY)) {
            return run(step, instance);
        }
        String key = instance.key().toString();
        return watch.before(definition.name(), key, name(step))
                .then(Mono.defer(() -> run(step, instance)))
                .then(Mono.defer(() -> watch.after(definition.name(), key, name(step))));
    }

    private Mono<Void> run(ProcessStep step, Instance<K, S> instance) {
        return switch (step) {
            case Send send -> send(send.command(), instance.origin(), actor);
            case SendIfUnchanged send -> sendIfUnchanged(send.command(), instance);
            case Call call -> call(key(instance, call.task()), instance);
            case CallAt call -> table.plan(key(instance, call.task()), call.at());
            case WakeAt wake -> table.plan(timer(instance, wake.timer()), wake.at());
            case Forget forget -> table.forget(timer(instance, forget.timer()));
            case End _ -> instances.ended(definition.name(), instance.key().toString(), instance.position(), "");
        };
    }

    /** Entered and taken in one go, so that it is asked without waiting for the next look at the table. */
    private Mono<Void> call(WorkItem.Key key, Instance<K, S> instance) {
        return desk.room(key.port()) > 0
                ? table.takeNew(key)
                        .doOnNext(item -> desk.begin(item, caller.call(item, instance)))
                        .then()
                : table.plan(key, Moments.now());
    }

    private Mono<Void> sendIfUnchanged(Object command, Instance<K, S> instance) {
        Unchanged unchanged =
                new Unchanged(Tag.of(definition.tag(), instance.key().toString()), instance.position());
        return commands.send(command, instance.origin().metadata(actor), unchanged)
                .flatMap(outcome -> outcome instanceof Outcome.Rejected(Changed _)
                        ? Mono.error(new ChangedMeanwhileException(command))
                        : accepted(command, outcome));
    }

    Mono<Void> send(Object command, Origin origin, Actor by) {
        return commands.send(command, origin.metadata(by)).flatMap(outcome -> accepted(command, outcome));
    }

    /** A refusal that is expected says that it is so already or is called for no longer; either way it is done. */
    private Mono<Void> accepted(Object command, Outcome outcome) {
        if (outcome instanceof Outcome.Rejected(var rejection)) {
            if (!definition.expectedRejections().contains(rejection.code())) {
                return Mono.error(new UnexpectedRejectionException(command, rejection));
            }
            log.debug("{}: {}", command, rejection.code());
        }
        return Mono.empty();
    }

    private WorkItem.Key key(Instance<K, S> instance, String task) {
        return new WorkItem.Key(
                definition.name(),
                instance.key().toString(),
                task,
                callOf(definition, task).port().name());
    }

    private WorkItem.Key timer(Instance<K, S> instance, String timer) {
        return new WorkItem.Key(definition.name(), instance.key().toString(), timer, WorkItem.Key.TIMERS);
    }

    /** @throws IllegalArgumentException if the definition declares no such call */
    static <S> OutsideCall<S, ?, ?> callOf(ProcessDefinition<?, S, ?> definition, String task) {
        for (OutsideCall<S, ?, ?> call : definition.calls()) {
            if (call.task().equals(task)) {
                return call;
            }
        }
        throw new IllegalArgumentException("process " + definition.name() + " declares no call " + task);
    }

    static String name(ProcessStep step) {
        return switch (step) {
            case Send send -> send.command().getClass().getSimpleName();
            case SendIfUnchanged send -> send.command().getClass().getSimpleName();
            case Call call -> call.task();
            case CallAt call -> call.task();
            case WakeAt wake -> wake.timer();
            case Forget forget -> forget.timer();
            case End _ -> "end";
        };
    }
}
