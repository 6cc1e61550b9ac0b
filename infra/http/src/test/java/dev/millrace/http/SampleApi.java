package dev.millrace.http;

import dev.millrace.id.CartId;
import dev.millrace.id.Sku;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** An application with one endpoint of each sort that the conventions are about. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({HttpConventions.class, SampleApi.Endpoints.class})
class SampleApi {

    @Bean
    ProblemMapping unreachable() {
        return error -> error instanceof ConnectException ? Problem.dependencyUnavailable("postgres") : null;
    }

    enum Size2 {
        SMALL,
        LARGE
    }

    record Basket(
            @NotNull @Size(min = 1, max = 3, message = "must be 1 to 3 items")
            List<@NotNull @Valid Item> items,

            Money price,
            Instant at,
            Size2 size,
            Boolean gift,
            String paymentToken,
            String note) {}

    record Item(
            @NotNull Sku sku,

            @NotNull(message = QUANTITY) @Min(value = 1, message = QUANTITY) @Max(value = 1_000_000, message = QUANTITY)
            Integer quantity) {
        static final String QUANTITY = "must be a whole number from 1 to 1000000";
    }

    /** One of each sort of value that JSON can be asked for. */
    record Values(
            Boolean bool,
            Integer whole,
            Long longer,
            BigDecimal decimal,
            UUID uuid,
            CartId cart,
            Sku sku,
            Instant at,
            LocalDate day,
            Size2 size,
            Money money,
            CurrencyUnit currency,
            List<String> list,
            Map<String, String> map,
            Item item) {}

    @RestController
    static class Endpoints {

        /** How often a write has happened. */
        static final AtomicInteger WRITES = new AtomicInteger();

        /** What is told on the stream. */
        static final Sinks.Many<String> STREAM = Sinks.many().multicast().directBestEffort();

        @PostMapping("/touches")
        Mono<Map<String, Integer>> touch() {
            return Mono.fromSupplier(() -> Map.of("touches", WRITES.incrementAndGet()));
        }

        @DeleteMapping("/touches")
        Mono<Void> untouch() {
            return Mono.fromRunnable(WRITES::incrementAndGet);
        }

        @GetMapping("/client")
        Mono<Map<String, String>> client(ServerWebExchange exchange) {
            return Mono.fromSupplier(() -> Map.of(
                    "address",
                    exchange.getRequest().getRemoteAddress().getAddress().getHostAddress()));
        }

        @TakesAnyBytes
        @PostMapping(path = "/bytes", consumes = MediaType.APPLICATION_JSON_VALUE)
        Mono<Integer> bytes(ServerWebExchange exchange) {
            return Mono.just(RawBody.of(exchange).length);
        }

        @TakesAnyBytes
        @TakesLargeBodies
        @PostMapping(path = "/large-bytes", consumes = MediaType.APPLICATION_JSON_VALUE)
        Mono<Integer> largeBytes(ServerWebExchange exchange) {
            return Mono.just(RawBody.of(exchange).length);
        }

        @PostMapping(path = "/values", consumes = MediaType.APPLICATION_JSON_VALUE)
        Mono<Values> values(@org.springframework.web.bind.annotation.RequestBody Values values) {
            return Mono.just(values);
        }

        @GetMapping("/values")
        Mono<String> parameters(
                @RequestParam(required = false) Boolean bool,
                @RequestParam(required = false) Integer whole,
                @RequestParam(required = false) Long longer,
                @RequestParam(required = false) UUID uuid,
                @RequestParam(required = false) CartId cart,
                @RequestParam(required = false) Sku sku,
                @RequestParam(required = false) Instant at,
                @RequestParam(required = false) LocalDate day,
                @RequestParam(required = false) Size2 size,
                @RequestParam(defaultValue = Limit.DEFAULT) Limit limit,
                @RequestParam(required = false) CurrencyUnit currency,
                @RequestParam(required = false) List<Size2> sizes,
                @RequestParam(required = false) String text,
                @RequestParam(defaultValue = "1") int number,
                @RequestHeader(name = EventPosition.MIN_HEADER, required = false) EventPosition min) {
            return Mono.just("\"" + at + "\"");
        }

        @GetMapping("/large")
        ResponseEntity<Mono<List<String>>> large() {
            return ResponseEntity.ok().eTag("7").body(Mono.just(Collections.nCopies(2_000, "the same again")));
        }

        @GetMapping(path = "/lines", produces = MediaType.APPLICATION_NDJSON_VALUE)
        Flux<Map<String, String>> lines() {
            return Flux.fromIterable(Collections.nCopies(2_000, Map.of("text", "the same again")));
        }

        /** How many lines of {@code /endless} were asked for. */
        static final AtomicInteger LINES = new AtomicInteger();

        @GetMapping(path = "/endless", produces = MediaType.APPLICATION_NDJSON_VALUE)
        Flux<Map<String, Object>> endless() {
            byte[] noise = new byte[500];
            return Flux.generate(sink -> {
                ThreadLocalRandom.current().nextBytes(noise);
                sink.next(Map.of(
                        "number",
                        LINES.incrementAndGet(),
                        "text",
                        HexFormat.of().formatHex(noise)));
            });
        }

        @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<String> stream() {
            return STREAM.asFlux().startWith("begun");
        }

        @GetMapping("/forbidden")
        ResponseEntity<Void> forbidden() {
            return ResponseEntity.status(403).build();
        }

        @PostMapping(path = "/baskets", consumes = MediaType.APPLICATION_JSON_VALUE)
        Mono<Basket> create(@Valid @org.springframework.web.bind.annotation.RequestBody Basket basket) {
            return Mono.just(basket);
        }

        @GetMapping(path = "/baskets/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
        Mono<Map<String, Object>> get(
                @PathVariable CartId id,
                @RequestParam(defaultValue = Limit.DEFAULT) Limit limit,
                @RequestHeader(name = EventPosition.MIN_HEADER, required = false) EventPosition min) {
            return Mono.just(Map.of("id", id, "limit", limit.value(), "min", min == null ? -1 : min.value()));
        }

        @GetMapping("/pages")
        Mono<Page<Money>> pages(@RequestParam(required = false) String cursor) {
            String at = cursor == null ? "0" : Cursor.decode("pages", 1, cursor).getFirst();
            return Mono.just(new Page<>(
                    List.of(Money.parse("GBP " + at)), at.equals("0") ? Cursor.encode("pages", "1.5") : null));
        }

        @GetMapping("/unreachable")
        Mono<String> unreachable() {
            return Mono.error(new java.util.concurrent.CompletionException(new ConnectException("10.0.0.7 refused")));
        }

        @GetMapping("/broken")
        Mono<String> broken() {
            throw new IllegalStateException("the secret is 42");
        }
    }
}
