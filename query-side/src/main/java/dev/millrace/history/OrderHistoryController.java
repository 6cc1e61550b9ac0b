package dev.millrace.history;

import dev.millrace.http.EventPosition;
import dev.millrace.http.Limit;
import dev.millrace.http.Page;
import dev.millrace.http.Problem;
import dev.millrace.http.Refusals;
import dev.millrace.id.CustomerId;
import dev.millrace.id.OrderId;
import dev.millrace.id.Sku;
import dev.millrace.order.OrderStatus;
import dev.millrace.reading.ReadYourWrites;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Orders")
class OrderHistoryController {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}]{1,255}");

    private final OrderHistoryReader history;
    private final ReadYourWrites readYourWrites;

    OrderHistoryController(OrderHistoryReader history, ReadYourWrites readYourWrites) {
        this.history = history;
        this.readYourWrites = readYourWrites;
    }

    @GetMapping("/orders")
    @Operation(
            summary = "Orders, newest first",
            operationId = "listOrders",
            description =
                    "By when the customers ordered. They may be behind the log by a moment; `Min-Event-Position` waits for what must be in them.")
    @Refusals(unavailable = "read-model-missing")
    Mono<Page<OrderHit>> list(
            @RequestParam(required = false) @Nullable CustomerId customer,
            @RequestParam(required = false) @Nullable OrderStatus status,
            @RequestParam(defaultValue = Limit.DEFAULT) Limit limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestHeader(name = EventPosition.MIN_HEADER, required = false) @Nullable EventPosition min) {
        return readYourWrites
                .list(HistorySchema.PROJECTION, min)
                .flatMap(generation -> history.find(generation, OrderSearch.list(customer, status), limit, cursor));
    }

    @GetMapping("/order-history")
    @Operation(
            summary = "Orders for support, newest first, each with its first lines",
            operationId = "searchOrders",
            description = "All parameters that are given must hold.")
    @Refusals(unavailable = "read-model-missing")
    Mono<Page<OrderHit>> search(
            @RequestParam(required = false) @Nullable OrderId order,
            @RequestParam(required = false) @Nullable CustomerId customer,
            @Parameter(description = "The whole address, in whatever case and normal form")
                    @RequestParam(required = false)
                    @Nullable
                    String email,
            @Parameter(description = "On any line") @RequestParam(required = false) @Nullable Sku sku,
            @Parameter(description = "Ordered then or later") @RequestParam(required = false) @Nullable Instant from,
            @Parameter(description = "Ordered then or earlier") @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable OrderStatus status,
            @RequestParam(defaultValue = Limit.DEFAULT) Limit limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestHeader(name = EventPosition.MIN_HEADER, required = false) @Nullable EventPosition min) {
        if (email != null && !EMAIL.matcher(email).matches()) {
            throw Problem.invalid("email", "an e-mail address").exception();
        }
        if (from != null && to != null && from.isAfter(to)) {
            throw Problem.invalid("from", "no later than to").exception();
        }
        OrderSearch search = new OrderSearch(order, customer, email, sku, from, to, status);
        return readYourWrites
                .list(HistorySchema.PROJECTION, min)
                .flatMap(generation -> history.findWithLines(generation, search, limit, cursor));
    }
}
