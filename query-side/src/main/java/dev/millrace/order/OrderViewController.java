package dev.millrace.order;

import dev.millrace.http.EventPosition;
import dev.millrace.id.OrderId;
import dev.millrace.reading.LiveStore;
import dev.millrace.reading.ReadModelProblems;
import dev.millrace.reading.ReadYourWrites;
import dev.millrace.readmodels.Projection;
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

    private final LiveStore live;
    private final ReadYourWrites readYourWrites;
    private final OrderResponses responses;

    OrderViewController(LiveStore live, ReadYourWrites readYourWrites, OrderResponses responses) {
        this.live = live;
        this.readYourWrites = readYourWrites;
        this.responses = responses;
    }

    @GetMapping("/orders/{id}")
    @Operation(summary = "An order as it stands")
    Mono<ResponseEntity<OrderResponse>> order(
            @PathVariable OrderId id,
            @RequestHeader(name = EventPosition.MIN_HEADER, required = false) @Nullable EventPosition min) {
        Mono<OrderView> view = live.value(keys -> keys.order(id), OrderView.class);
        return readYourWrites
                .entity(Projection.LIVE, min, view, OrderView::position)
                .switchIfEmpty(Mono.error(
                        () -> ReadModelProblems.notFound("order", id.toString()).exception()))
                .map(order -> ResponseEntity.ok()
                        .eTag(Long.toString(order.position()))
                        .body(responses.of(order)));
    }
}
