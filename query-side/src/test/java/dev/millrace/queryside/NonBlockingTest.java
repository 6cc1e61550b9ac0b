package dev.millrace.queryside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.id.CartId;
import dev.millrace.testing.TestServers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Watches every thread that must not block while all kinds of reads are answered, the first ones included. */
class NonBlockingTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @BeforeEach
    void the_watch_is_on() {
        Mono.fromRunnable(() -> LockSupport.parkNanos(1_000))
                .subscribeOn(Schedulers.parallel())
                .block(SOON);
        assertThat(EventLoopWatch.WAITS).isNotEmpty();
    }

    @Test
    void no_event_loop_ever_waits() {
        try (QueryServer server =
                QueryServer.on(TestServers.freshDatabase(), TestServers.redis(), TestServers.elasticsearch())) {
            OrderEvents order = OrderEvents.ofNewOrder();
            server.append(order.tags(), order.placed(), order.rejected());
            EventLoopWatch.WAITS.clear();

            for (String uri : List.of(
                    "/carts/" + CartId.next(),
                    "/stock/A",
                    "/orders",
                    "/order-history?sku=A",
                    "/sales/days",
                    "/products?query=lantern",
                    "/events",
                    "/event-schemas/millrace.order.OrderPlaced/1",
                    "/orders/" + order.id() + "/journey",
                    "/orders/" + order.id() + "/stream")) {
                Flux.range(0, 3)
                        .flatMap(i -> server.web()
                                .get()
                                .uri(uri)
                                .accept(MediaType.ALL)
                                .exchangeToMono(response -> response.bodyToMono(String.class)))
                        .blockLast(SOON);
            }

            assertThat(EventLoopWatch.WAITS.stream().map(NonBlockingTest::place))
                    .as("waits in event loops")
                    .isEmpty();
        }
    }

    private static String place(Throwable blocked) {
        StringWriter text = new StringWriter();
        blocked.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
