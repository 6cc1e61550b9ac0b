package dev.millrace.http;

import dev.millrace.id.CartId;
import dev.millrace.id.Sku;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.ConnectException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

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

    @RestController
    static class Endpoints {

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
