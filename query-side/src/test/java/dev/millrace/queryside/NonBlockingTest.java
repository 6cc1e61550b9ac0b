package dev.millrace.queryside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.id.CartId;
import dev.millrace.testing.EventLoopWatch;
import dev.millrace.testing.TestServers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import reactor.core.publisher.Flux;

/** All kinds of reads, the first ones included, under the eyes of {@link EventLoopWatch}. */
class NonBlockingTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void no_event_loop_ever_waits() {
        try (QueryServer server =
                QueryServer.on(TestServers.freshDatabase(), TestServers.redis(), TestServers.elasticsearch())) {
            OrderEvents order = OrderEvents.ofNewOrder();
            server.append(order.tags(), order.placed(), order.rejected());

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

            assertThat(EventLoopWatch.takeWaits()).isEmpty();
        }
    }
}
