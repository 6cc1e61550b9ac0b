package dev.millrace.sagas;

import dev.millrace.processes.Processes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Whether the processes run, how far the slowest segments here have come, how much work is late, and how many are parked. */
final class ProcessHealth implements ReactiveHealthIndicator {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Processes processes;

    ProcessHealth(Processes processes) {
        this.processes = processes;
    }

    @Override
    public Mono<Health> health() {
        return Mono.zip(processes.overdue(), parked())
                .timeout(PATIENCE)
                .map(found -> (processes.isRunning() ? Health.up() : Health.down())
                        .withDetail("processes", found.getT2())
                        .withDetail("requestsUnderWay", processes.requestsUnderWay())
                        .withDetail("overdue", found.getT1())
                        .build())
                .onErrorResume(trouble -> Mono.just(Health.down(trouble).build()));
    }

    private Mono<Map<String, Detail>> parked() {
        return Flux.fromIterable(processes.names())
                .concatMap(name -> processes
                        .parked(name)
                        .map(parked -> Map.entry(
                                name,
                                new Detail(
                                        processes.segments(name),
                                        processes.position(name).orElse(0),
                                        parked))))
                .collect(LinkedHashMap::new, (all, one) -> all.put(one.getKey(), one.getValue()));
    }

    /** Of one process. */
    record Detail(int segments, long position, long parked) {}
}
