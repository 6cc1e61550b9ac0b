package dev.millrace.processes;

import dev.millrace.eventstore.Actor;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.axon.PostgresTokenStore;
import dev.millrace.eventstore.decision.Commands;
import dev.millrace.processes.ProcessAct.Ended;
import dev.millrace.processes.ProcessAct.Retried;
import dev.millrace.processes.ProcessAct.Skipped;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import org.axonframework.common.configuration.AxonConfiguration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * All processes of a platform, as one node has its part in them: nodes share instances, work and ports' requests through the database.
 * Thread-safe; nothing blocks but {@link #start} and {@link #close}.
 */
public final class Processes implements AutoCloseable {

    private static final Duration TOKEN_PACE = Duration.ofMillis(500);

    private final Map<String, ProcessRuntime<?, ?, ?>> processes = new LinkedHashMap<>();
    private final Map<String, EventStreaming> streaming = new LinkedHashMap<>();
    private final WorkTable table;
    private final InstanceTable instances;
    private final Desk desk;
    private final DueWork dueWork;

    private Processes(WorkTable table, InstanceTable instances, Desk desk, Ports ports, ProcessSettings settings) {
        this.table = table;
        this.instances = instances;
        this.desk = desk;
        this.dueWork = new DueWork(table, instances, desk, ports, processes, settings);
    }

    /**
     * Starts nothing. The schema {@code processes} must be there, as {@code db/processes} on the class path makes it.
     *
     * @throws IllegalArgumentException if two definitions have one name, two ports have, or a call names a port that isn't there
     */
    public static <E> Processes of(
            List<? extends ProcessDefinition<?, ?, E>> definitions,
            ProcessEvents<E> events,
            Collection<PortBinding<?, ?>> bindings,
            EventLog log,
            Commands commands,
            AxonConfiguration axon,
            ConnectionPool pool,
            ProcessSettings settings,
            StepWatch watch) {
        Ports ports = new Ports(bindings);
        WorkTable table = new WorkTable(pool, settings.lease());
        InstanceTable instances = new InstanceTable(pool);
        Processes all = new Processes(table, instances, new Desk(ports), ports, settings);
        for (ProcessDefinition<?, ?, E> definition : definitions) {
            definition.calls().forEach(call -> ports.named(call.port().name()));
            ProcessRuntime<?, ?, E> process = new ProcessRuntime<>(
                    definition, events, log, commands, ports, table, instances, all.desk, settings.remembered(), watch);
            if (all.processes.putIfAbsent(definition.name(), process) != null) {
                throw new IllegalArgumentException("two processes are named " + definition.name());
            }
            // A name that no other node has, and this one will not have again: it must not take its own past for
            // itself.
            PostgresTokenStore tokens =
                    new PostgresTokenStore(pool, UUID.randomUUID().toString(), settings.claimTimeout());
            all.streaming.put(
                    definition.name(),
                    new EventStreaming(axon, new SparingTokens(tokens, TOKEN_PACE), process, settings));
        }
        return all;
    }

    public void start() {
        dueWork.start();
        streaming.values().forEach(EventStreaming::start);
    }

    /** Finishes what is under way for some seconds, and gives the segments back. */
    @Override
    public void close() {
        dueWork.close();
        streaming.values().forEach(EventStreaming::close);
        desk.close();
    }

    /** The names of all definitions, in the order of their registration. */
    public Collection<String> names() {
        return List.copyOf(processes.keySet());
    }

    /** Whether events of all processes are handled here, as far as this node has segments of theirs. */
    public boolean isRunning() {
        return streaming.values().stream().allMatch(EventStreaming::isRunning);
    }

    /** Segments of the process that this node has claimed. */
    public int segments(String name) {
        return streaming(name).segments();
    }

    /** Position that the slowest segment of the process on this node has reached; empty if it has none. */
    public OptionalLong position(String name) {
        return streaming(name).position();
    }

    /** Outside requests that this node has under way. */
    public int requestsUnderWay() {
        return desk.underWay();
    }

    /** How much work of all processes has been due for five seconds or longer, and isn't done. */
    public Mono<Long> overdue() {
        return table.overdue();
    }

    /** How many instances of the process are parked. */
    public Mono<Long> parked(String name) {
        return instances.parked(process(name).definition().name());
    }

    /**
     * Instances that are in a state, in the order in which they came to it.
     *
     * @param code why they are parked; empty for any
     * @param afterPosition of the last one seen, 0 to begin with
     * @param afterKey of the last one seen, empty to begin with
     */
    public Flux<ProcessInstance> list(
            String name, InstanceState state, String code, long afterPosition, String afterKey, int most) {
        return instances.list(process(name).definition().name(), state, code, afterPosition, afterKey, most);
    }

    /** Empty if it never was, or has ended so long ago that it isn't kept. */
    public Mono<ProcessInstance> instance(String name, String key) {
        return instances.one(process(name).definition().name(), key);
    }

    /** What an instance waits for. */
    public Flux<Awaited> awaited(String name, String key) {
        return process(name).awaited(key);
    }

    /** What an instance went through, in the order in which its steps began; empty if it never was. */
    public Mono<List<JourneyStep>> journey(String name, String key) {
        return Mono.defer(() -> process(name).journey(key));
    }

    /**
     * Has what failed tried again, and then what waits behind it.
     *
     * @param metadata of who asks; see {@link Actor}
     * @return the position of the act; fails with {@link NotParkedException}
     */
    public Mono<Long> retry(String name, String key, String reason, Map<String, String> metadata) {
        return Mono.defer(() -> act(process(name), key, new Retried(name, key, reason), metadata));
    }

    /** Leaves out what failed, and has what waits behind it done. */
    public Mono<Long> skip(String name, String key, String reason, Map<String, String> metadata) {
        return Mono.defer(() -> act(process(name), key, new Skipped(name, key, reason), metadata));
    }

    /** Gives an instance up, parked or not: nothing more follows. */
    public Mono<Long> end(String name, String key, String reason, Map<String, String> metadata) {
        return Mono.defer(() -> act(process(name), key, new Ended(name, key, reason), metadata));
    }

    private <K, S, E> Mono<Long> act(
            ProcessRuntime<K, S, E> process, String key, ProcessAct act, Map<String, String> metadata) {
        return process.now(key)
                .flatMap(instance -> {
                    Condition condition = instance.condition();
                    if (instance.position() == 0) {
                        return Mono.error(new NotParkedException("There is no %s %s.".formatted(act.process(), key)));
                    }
                    if (condition instanceof Condition.Over) {
                        return Mono.error(new NotParkedException("%s %s was given up.".formatted(act.process(), key)));
                    }
                    if (!(act instanceof Ended) && !(condition instanceof Condition.Waiting)) {
                        return Mono.error(new NotParkedException("%s %s isn't parked.".formatted(act.process(), key)));
                    }
                    return process.parking().append(UUID.randomUUID(), act, instance.key(), metadata);
                })
                .flatMap(position -> (act instanceof Ended ended
                                ? instances.ended(act.process(), key, position, ended.reason())
                                : instances.waits(act.process(), key, position))
                        .thenReturn(position));
    }

    private ProcessRuntime<?, ?, ?> process(String name) {
        ProcessRuntime<?, ?, ?> process = processes.get(name);
        if (process == null) {
            throw new NoSuchProcessException(name);
        }
        return process;
    }

    private EventStreaming streaming(String name) {
        process(name);
        return Objects.requireNonNull(streaming.get(name));
    }
}
