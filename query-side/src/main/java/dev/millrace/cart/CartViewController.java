package dev.millrace.cart;

import dev.millrace.http.EventPosition;
import dev.millrace.id.CartId;
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
@Tag(name = "Carts")
class CartViewController {

    private final LiveStore live;
    private final ReadYourWrites readYourWrites;

    CartViewController(LiveStore live, ReadYourWrites readYourWrites) {
        this.live = live;
        this.readYourWrites = readYourWrites;
    }

    @GetMapping("/carts/{id}")
    @Operation(summary = "A cart as it stands")
    Mono<ResponseEntity<CartResponse>> cart(
            @PathVariable CartId id,
            @RequestHeader(name = EventPosition.MIN_HEADER, required = false) @Nullable EventPosition min) {
        Mono<CartView> view = live.value(keys -> keys.cart(id), CartView.class);
        return readYourWrites
                .entity(Projection.LIVE, min, view, CartView::position)
                .switchIfEmpty(Mono.error(
                        () -> ReadModelProblems.notFound("cart", id.toString()).exception()))
                .map(cart ->
                        ResponseEntity.ok().eTag(Long.toString(cart.position())).body(CartResponse.of(cart)));
    }
}
