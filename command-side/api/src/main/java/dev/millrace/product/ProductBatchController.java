package dev.millrace.product;

import dev.millrace.commandside.Answer;
import dev.millrace.commandside.Batches;
import dev.millrace.commandside.IdempotencyKey;
import dev.millrace.commandside.Write;
import dev.millrace.commandside.WriteResponses;
import dev.millrace.eventstore.Tag;
import dev.millrace.http.TakesLargeBodies;
import dev.millrace.product.ProductRequests.NewPrice;
import dev.millrace.product.ProductRequests.NewPrices;
import dev.millrace.product.ProductRequests.NewProduct;
import dev.millrace.product.ProductRequests.NewProducts;
import dev.millrace.schema.Tags;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Writes about many products at once. */
@RestController
@io.swagger.v3.oas.annotations.tags.Tag(name = "Products")
final class ProductBatchController {

    private final Batches batches;
    private final ShownProducts products;

    ProductBatchController(Batches batches, ShownProducts products) {
        this.batches = batches;
        this.products = products;
    }

    @TakesLargeBodies
    @PostMapping(path = "/product-batches", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Bring up to 500 products into the catalogue",
            description = "Each has an outcome of its own; what is wrong with one stops no other.",
            operationId = "createProducts")
    @WriteResponses.Each
    Mono<ResponseEntity<byte[]>> create(
            @RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key,
            @Valid @RequestBody NewProducts body,
            ServerWebExchange exchange) {
        return batches.each(
                exchange,
                key,
                body.products(),
                NewProduct.class,
                product -> new Write(
                        product.command(),
                        new Tag(Tags.PRODUCT, product.sku().value()),
                        Answer.created(products.of(product.sku()))));
    }

    @TakesLargeBodies
    @PostMapping(path = "/price-batches", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Set up to 500 list prices",
            description = "Each has an outcome of its own; what is wrong with one stops no other.",
            operationId = "priceProducts")
    @WriteResponses.Each
    Mono<ResponseEntity<byte[]>> price(
            @RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key,
            @Valid @RequestBody NewPrices body,
            ServerWebExchange exchange) {
        return batches.each(
                exchange,
                key,
                body.prices(),
                NewPrice.class,
                price -> new Write(
                        price.command(),
                        new Tag(Tags.PRODUCT, price.sku().value()),
                        Answer.done(products.of(price.sku()))));
    }
}
