package dev.millrace.cart;

import dev.millrace.http.EventPosition;
import dev.millrace.http.Refusals;
import dev.millrace.id.CartId;
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
@Tag(name = "Carts")
class CartViewController {

    private final CurrentCarts carts;
    private final ReadYourWrites readYourWrites;

    CartViewController(CurrentCarts carts, ReadYourWrites readYourWrites) {
        this.carts = carts;
        this.readYourWrites = readYourWrites;
    }

    @GetMapping("/carts/{id}")
    @Operation(
            summary = "A cart as it stands",
            operationId = "getCart",
            description =
                    "No older than the log: what was written before is in it. It stays after it became an order, whose id it then has.")
    @Refusals(notFound = "cart.not-found")
    Mono<ResponseEntity<CartResponse>> cart(
            @PathVariable CartId id,
            @RequestHeader(name = EventPosition.MIN_HEADER, required = false) @Nullable EventPosition min) {
        return readYourWrites
                .entity(min, newness -> carts.cart(id, newness))
                .switchIfEmpty(Mono.error(
                        () -> ReadModelProblems.notFound("cart", id.toString()).exception()))
                .map(Represented::response);
    }
}
