package dev.millrace.commandside;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An event loop runs or waits for its selector, which is native code: if it is seen parked, something blocks it. */
class EventLoopsTest {

    private static final Set<Thread.State> PARKED = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    @Test
    void no_event_loop_is_ever_parked_while_requests_are_served() throws InterruptedException {
        RunningApi api = RunningApi.shared();
        String sku = api.product(0);
        WebClient http = WebClient.create(api.uri.toString());
        Map<String, String> parked = new ConcurrentHashMap<>();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        AtomicBoolean done = new AtomicBoolean();
        Thread watch = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                look(parked, seen);
                Thread.onSpinWait();
            }
        });
        Flux.range(0, 200).flatMap(i -> open(http, sku), 16).then().block(Duration.ofSeconds(60));
        done.set(true);
        watch.join();
        assertThat(seen)
                .anyMatch(name -> name.startsWith("webflux-http"))
                .anyMatch(name -> name.startsWith("reactor-tcp"));
        assertThat(parked).isEmpty();
    }

    private static Mono<Void> open(WebClient http, String sku) {
        return http.post()
                .uri("/api/v1/carts")
                .header(IdempotencyKey.HEADER, UUID.randomUUID().toString())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"currency\": \"GBP\", \"items\": [{\"sku\": \"" + sku + "\", \"quantity\": 1}]}")
                .retrieve()
                .toBodilessEntity()
                .then();
    }

    private static void look(Map<String, String> parked, Set<String> seen) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (ThreadInfo thread : threads.dumpAllThreads(false, false, 40)) {
            if (!isEventLoop(thread)) {
                continue;
            }
            seen.add(thread.getThreadName());
            if (PARKED.contains(thread.getThreadState())) {
                LockInfo lock = thread.getLockInfo();
                parked.put(thread.getThreadName() + " on " + lock, java.util.Arrays.toString(thread.getStackTrace()));
            }
        }
    }

    private static boolean isEventLoop(ThreadInfo thread) {
        return thread.getThreadName().matches("(webflux-http|reactor-http|reactor-tcp)-\\w+-\\d+");
    }
}
