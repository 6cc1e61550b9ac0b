package dev.millrace.order;

import dev.millrace.http.EventPosition;
import dev.millrace.http.Refusals;
import dev.millrace.id.OrderId;
import dev.millrace.reading.ReadYourWrites;
import dev.millrace.representation.ReadModelProblems;
import dev.millrace.representation.Represented;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Orders")
class OrderViewController {

    private final CurrentOrders orders;
    private final ReadYourWrites readYourWrites;

    OrderViewController(CurrentOrders orders, ReadYourWrites readYourWrites) {
        this.orders = orders;
        this.readYourWrites = readYourWrites;
    }

    @GetMapping("/orders/{id}")
    @Operation(
            summary = "An order as it stands",
            operationId = "getOrder",
            description = "No older than the log: it is there once its checkout was answered.")
    @Refusals(notFound = "order.not-found")
    Mono<ResponseEntity<OrderResponse>> order(
            @PathVariable OrderId id,
            @RequestHeader(name = EventPosition.MIN_HEADER, required = false) @Nullable EventPosition min) {
        return readYourWrites
                .entity(min, newness -> orders.order(id, newness))
                .switchIfEmpty(Mono.error(
                        () -> ReadModelProblems.notFound("order", id.toString()).exception()))
                .map(Represented::response);
    }
}
