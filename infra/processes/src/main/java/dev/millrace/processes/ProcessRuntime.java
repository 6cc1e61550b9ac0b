package dev.millrace.processes;

import dev.millrace.eventstore.Actor;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.eventstore.decision.Commands;
import dev.millrace.processes.ProcessAct.Ended;
import dev.millrace.processes.ProcessAct.Parked;
import dev.millrace.processes.ProcessAct.Retried;
import dev.millrace.processes.ProcessAct.Skipped;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** One definition at work: what becomes of its events, its timers and its calls. Thread-safe. */
final class ProcessRuntime<K, S, E> {

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    /** What a parked instance had waiting looks in again after this long. */
    private static final Duration WHILE_PARKED = Duration.ofSeconds(30);

    private static final int STRANGE_ATTEMPTS = 3;
    private static final Duration STRANGE_BACKOFF = Duration.ofMillis(100);

    private final ProcessDefinition<K, S, E> definition;
    private final ProcessEvents<E> events;
    private final EventLog log;
    private final Ports ports;
    private final WorkTable table;
    private final InstanceTable standing;
    private final Desk desk;
    private final Instances<K, S, E> instances;
    private final Parking<K, S, E> parking;
    private final Steps<K, S, E> steps;
    private final Set<String> listed;

    ProcessRuntime(
            ProcessDefinition<K, S, E> definition,
            ProcessEvents<E> events,
            EventLog log,
            Commands commands,
            Ports ports,
            WorkTable table,
            InstanceTable standing,
            Desk desk,
            int remembered,
            StepWatch watch) {
        this.definition = definition;
        this.events = events;
        this.log = log;
        this.ports = ports;
        this.table = table;
        this.standing = standing;
        this.desk = desk;
        this.instances = new Instances<>(definition, events, log, remembered);
        this.parking = new Parking<>(definition, events, log, instances, standing);
        this.steps = new Steps<>(definition, commands, table, standing, desk, this::call, watch);
        this.listed = new HashSet<>();
        definition.events().forEach(type -> listed.add(events.nameOf(type)));
    }

    ProcessDefinition<K, S, E> definition() {
        return definition;
    }

    Instances<K, S, E> instances() {
        return instances;
    }

    Parking<K, S, E> parking() {
        return parking;
    }

    /** The qualified names of all events that matter to it. */
    Set<String> eventNames() {
        Set<String> names = new HashSet<>(listed);
        names.addAll(events.acts());
        return names;
    }

    /** What is kept in order with an event; of an act of another process, nothing of ours. */
    Object sequenceOf(StoredEvent event) {
        return isForeign(event) ? event.id() : instances.keyOf(event);
    }

    /** What follows from an event. An error passes: it is to be handled again. */
    Mono<Void> handle(StoredEvent stored) {
        return Mono.defer(() -> {
            if (isForeign(stored)) {
                return Mono.empty();
            }
            K key = instances.keyOf(stored);
            Optional<ProcessAct> act = events.act(stored);
            Optional<E> event = act.isPresent() ? Optional.empty() : events.read(stored);
            return instances
                    .after(key, stored, event)
                    .flatMap(instance -> act.isPresent()
                            ? follow(act.get(), stored, instance)
                            : event.map(found -> Mono.whenDelayError(
                                            begun(instance, stored, found), next(instance, stored, found)))
                                    .orElse(Mono.empty()));
        });
    }

    private boolean isForeign(StoredEvent stored) {
        return events.acts().contains(stored.type())
                && events.act(stored)
                        .filter(act -> act.process().equals(definition.name()))
                        .isEmpty();
    }

    private Mono<Void> begun(Instance<K, S> instance, StoredEvent stored, E event) {
        return definition.begins(event)
                ? standing.waits(definition.name(), instance.key().toString(), stored.position())
                : Mono.empty();
    }

    private Mono<Void> next(Instance<K, S> instance, StoredEvent stored, E event) {
        return instance.condition() instanceof Condition.Running
                ? Mono.defer(() -> steps.run(definition.next(instance.state(), event, stored.timestamp()), instance))
                        .retryWhen(patience())
                        // What it is asked with again must know what overtook it.
                        .onErrorResume(
                                ChangedMeanwhileException.class,
                                overtaken -> instances.now(instance.key()).then(Mono.error(overtaken)))
                        .onErrorResume(
                                failure -> !Failures.pass(failure),
                                failure -> parking.park(
                                        instance,
                                        stored.position(),
                                        null,
                                        Failures.code(failure),
                                        Failures.detail(failure)))
                : Mono.empty();
    }

    private static Retry patience() {
        return Retry.backoff(STRANGE_ATTEMPTS, STRANGE_BACKOFF)
                .filter(Failures::isStrange)
                .onRetryExhaustedThrow((policy, trouble) -> trouble.failure());
    }

    private Mono<Void> follow(ProcessAct act, StoredEvent stored, Instance<K, S> instance) {
        String key = instance.key().toString();
        return switch (act) {
            case Parked parked ->
                standing.parked(definition.name(), key, stored.position(), parked.code(), parked.detail());
            case Ended ended -> standing.ended(definition.name(), key, stored.position(), ended.reason());
            case Retried _ -> resume(instance, stored, true);
            case Skipped _ -> resume(instance, stored, false);
        };
    }

    /** What waited behind the act, in order; the first that fails parks the instance again. */
    private Mono<Void> resume(Instance<K, S> instance, StoredEvent act, boolean again) {
        return log.read(instances.criteria(instance.key()), 0, act.position())
                .collectList()
                .flatMap(all -> {
                    Condition before = new Condition.Running(0);
                    long parkedAt = 0;
                    for (StoredEvent event : all) {
                        if (event.position() < act.position() && !isForeign(event)) {
                            Optional<ProcessAct> earlier = events.act(event);
                            if (earlier.isPresent()) {
                                before = Condition.after(before, earlier.get());
                                parkedAt = earlier.get() instanceof Parked ? event.position() : parkedAt;
                            }
                        }
                    }
                    return before instanceof Condition.Waiting waiting
                            ? resume(instance, waiting.by(), parkedAt, all, again)
                            : Mono.empty();
                })
                .then(Mono.defer(() -> stillWaiting(instance, act)));
    }

    private Mono<Void> stillWaiting(Instance<K, S> instance, StoredEvent act) {
        return instances
                .now(instance.key())
                .filter(now -> now.condition() instanceof Condition.Running)
                .flatMap(now -> standing.waits(definition.name(), now.key().toString(), act.position()));
    }

    private Mono<Void> resume(
            Instance<K, S> instance, Parked parked, long parkedAt, List<StoredEvent> all, boolean again) {
        Long failed = parked.position();
        long from = failed == null ? parkedAt : again ? failed : failed + 1;
        Mono<Void> events = Flux.fromIterable(all)
                .filter(event -> event.position() >= from && listed.contains(event.type()))
                .concatMap(this::anew)
                .then();
        return parked.task() == null
                ? events
                : task(instance, parked.task(), again).then(events);
    }

    private Mono<Void> anew(StoredEvent stored) {
        return Mono.justOrEmpty(events.read(stored))
                .flatMap(event -> instances
                        .after(instances.keyOf(stored), stored, Optional.empty())
                        .flatMap(instance -> next(instance, stored, event)));
    }

    private Mono<Void> task(Instance<K, S> instance, String task, boolean again) {
        boolean isCall =
                definition.calls().stream().anyMatch(call -> call.task().equals(task));
        WorkItem.Key key = new WorkItem.Key(
                definition.name(),
                instance.key().toString(),
                task,
                isCall ? Steps.callOf(definition, task).port().name() : WorkItem.Key.TIMERS);
        return again ? table.plan(key, Moments.now()) : table.forget(key);
    }

    /** What follows from a timer that has come due. */
    Mono<Void> wake(WorkItem item) {
        return instances
                .now(definition.key(item.key().instance()))
                .flatMap(instance -> attended(
                        item,
                        instance,
                        Mono.defer(() -> steps.run(
                                        definition.wake(
                                                instance.state(), item.key().task(), Moments.now()),
                                        instance)
                                .then(Mono.defer(() -> finish(item))))))
                .onErrorResume(trouble -> table.postpone(item, AFTER_TROUBLE, item.attempts()));
    }

    /** Asks what has come due. */
    Mono<Void> call(WorkItem item) {
        return instances
                .now(definition.key(item.key().instance()))
                .flatMap(instance -> call(item, instance))
                .onErrorResume(trouble -> table.postpone(item, AFTER_TROUBLE, item.attempts()));
    }

    private Mono<Void> call(WorkItem item, Instance<K, S> instance) {
        return attended(
                        item,
                        instance,
                        Mono.defer(() -> ask(
                                item,
                                instance,
                                Steps.callOf(definition, item.key().task()))))
                .onErrorResume(trouble -> table.postpone(item, AFTER_TROUBLE, item.attempts()));
    }

    private Mono<Void> attended(WorkItem item, Instance<K, S> instance, Mono<Void> work) {
        return switch (instance.condition()) {
            case Condition.Over _ -> finish(item);
            case Condition.Waiting _ -> table.postpone(item, WHILE_PARKED, item.attempts());
            case Condition.Running _ ->
                work.retryWhen(patience())
                        .onErrorResume(
                                failure -> !Failures.pass(failure),
                                failure -> park(item, instance, Failures.code(failure), Failures.detail(failure)));
        };
    }

    private <Q, R> Mono<Void> ask(WorkItem item, Instance<K, S> instance, OutsideCall<S, Q, R> call) {
        S state = instance.state();
        Optional<Q> owed = call.owed().apply(state);
        if (owed.isEmpty()) {
            return finish(item);
        }
        Port<Q, R> port = ports.of(call.port());
        return port.ask(owed.get(), call.idempotencyKey().apply(state, owed.get()))
                .flatMap(answer -> {
                    if (answer instanceof PortAnswer.NotAsked<R>(Duration retryIn)) {
                        return table.postpone(item, retryIn, item.attempts());
                    }
                    Optional<Object> command = call.answered().command(state, answer, Moments.now());
                    if (command.isPresent()) {
                        return steps.send(
                                        command.get(),
                                        instance.origin(),
                                        new Actor(
                                                Actor.Kind.GATEWAY, call.port().name()))
                                .then(Mono.defer(() -> finish(item)));
                    }
                    return answer instanceof PortAnswer.NoAnswer<R>(String reason)
                            ? silent(item, instance, port.retries(), reason)
                            : finish(item);
                });
    }

    private Mono<Void> silent(WorkItem item, Instance<K, S> instance, RetryPolicy retries, String reason) {
        int attempt = item.attempts() + 1;
        return attempt < retries.attempts()
                ? table.postpone(item, retries.backoff(attempt), attempt)
                : park(
                        item,
                        instance,
                        Parked.NO_ANSWER,
                        "%s: no answer in %d attempts, the last: %s"
                                .formatted(item.key().task(), attempt, reason));
    }

    private Mono<Void> park(WorkItem item, Instance<K, S> instance, String code, String detail) {
        return parking.park(instance, null, item.key().task(), code, detail)
                .then(Mono.defer(() -> table.postpone(item, WHILE_PARKED, 0)));
    }

    private Mono<Void> finish(WorkItem item) {
        return table.finish(item)
                .doOnNext(again -> {
                    if (again && !item.key().port().equals(WorkItem.Key.TIMERS)) {
                        desk.look(item.key().port());
                    }
                })
                .then();
    }

    /** The instance as it now is. */
    Mono<Instance<K, S>> now(String key) {
        return Mono.defer(() -> instances.now(definition.key(key)));
    }

    /** What an instance went through. */
    Mono<List<JourneyStep>> journey(String text) {
        return Mono.defer(() -> {
            K key = definition.key(text);
            return log.read(instances.criteria(key), 0)
                    .collect(() -> new Journey<>(definition, events, definition.initial(key)), Journey::follow)
                    .map(Journey::steps);
        });
    }

    /** What an instance waits for. */
    Flux<Awaited> awaited(String key) {
        return table.of(definition.name(), key);
    }
}
