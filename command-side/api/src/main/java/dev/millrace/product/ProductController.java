package dev.millrace.product;

import dev.millrace.commandside.Answer;
import dev.millrace.commandside.IdempotencyKey;
import dev.millrace.commandside.Write;
import dev.millrace.commandside.WriteResponses;
import dev.millrace.commandside.Writes;
import dev.millrace.eventstore.Tag;
import dev.millrace.http.Refusals;
import dev.millrace.id.Sku;
import dev.millrace.product.ProductRequests.Description;
import dev.millrace.product.ProductRequests.NewProduct;
import dev.millrace.product.ProductRequests.Price;
import dev.millrace.product.ProductRequests.Withdrawal;
import dev.millrace.schema.Tags;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Writes about products. */
@RestController
@io.swagger.v3.oas.annotations.tags.Tag(name = "Products")
final class ProductController {

    private final Writes writes;
    private final ShownProducts products;

    ProductController(Writes writes, ShownProducts products) {
        this.writes = writes;
        this.products = products;
    }

    @PostMapping(path = "/products", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Bring a product into the catalogue",
            operationId = "createProduct",
            description =
                    "It can be ordered once there is stock of it, and is found in searches within a second or so.")
    @WriteResponses.Created(ProductResponse.class)
    @Refusals(
            conflict = {"product.already-exists"},
            invalid = {"product.invalid-price"})
    Mono<ResponseEntity<byte[]>> create(
            @RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key,
            @Valid @RequestBody NewProduct body,
            ServerWebExchange exchange) {
        Sku sku = body.sku();
        Answer answer = Answer.created(products.of(sku));
        return writes.once(exchange, key, id -> new Write(body.command(), tag(sku), answer));
    }

    @PutMapping(path = "/products/{sku}/price", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Set the list price",
            operationId = "priceProduct",
            description =
                    "Carts keep the prices they have; a checkout refuses those that changed, unless told to accept them. The currency stays.")
    @WriteResponses.Done(ProductResponse.class)
    @Refusals(
            notFound = {"product.not-found"},
            conflict = {"product.withdrawn"},
            invalid = {"product.other-currency", "product.invalid-price"})
    Mono<ResponseEntity<byte[]>> price(
            @PathVariable Sku sku, @Valid @RequestBody Price body, ServerWebExchange exchange) {
        return writes.send(exchange, new Write(body.command(sku), tag(sku), Answer.done(products.of(sku))));
    }

    @PutMapping(path = "/products/{sku}/description", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Set name and description",
            operationId = "describeProduct",
            description = "Both are replaced. Lines of carts and orders keep the name they have.")
    @WriteResponses.Done(ProductResponse.class)
    @Refusals(
            notFound = {"product.not-found"},
            conflict = {"product.withdrawn"})
    Mono<ResponseEntity<byte[]>> describe(
            @PathVariable Sku sku, @Valid @RequestBody Description body, ServerWebExchange exchange) {
        return writes.send(exchange, new Write(body.command(sku), tag(sku), Answer.done(products.of(sku))));
    }

    @PostMapping(path = "/products/{sku}/withdrawal", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Stop selling a product",
            operationId = "withdrawProduct",
            description =
                    "It stays in the orders that have it, and its SKU is not free for another. Doing it again changes nothing.")
    @WriteResponses.Done(ProductResponse.class)
    @Refusals(notFound = {"product.not-found"})
    Mono<ResponseEntity<byte[]>> withdraw(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
            @PathVariable Sku sku,
            @Valid @RequestBody Withdrawal body,
            ServerWebExchange exchange) {
        return writes.once(exchange, key, id -> new Write(body.command(sku), tag(sku), Answer.done(products.of(sku))));
    }

    private static Tag tag(Sku sku) {
        return new Tag(Tags.PRODUCT, sku.value());
    }
}
