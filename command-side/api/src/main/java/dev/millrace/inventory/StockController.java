package dev.millrace.inventory;

import dev.millrace.commandside.Answer;
import dev.millrace.commandside.Batches;
import dev.millrace.commandside.IdempotencyKey;
import dev.millrace.commandside.Write;
import dev.millrace.commandside.WriteResponses;
import dev.millrace.commandside.Writes;
import dev.millrace.eventstore.Tag;
import dev.millrace.http.Refusals;
import dev.millrace.http.TakesLargeBodies;
import dev.millrace.id.Sku;
import dev.millrace.inventory.StockRequests.Adjustment;
import dev.millrace.inventory.StockRequests.Receipt;
import dev.millrace.inventory.StockRequests.Receipts;
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

/** Writes about stock. */
@RestController
@io.swagger.v3.oas.annotations.tags.Tag(name = "Stock")
final class StockController {

    private final Writes writes;
    private final Batches batches;
    private final ShownStock stock;

    StockController(Writes writes, Batches batches, ShownStock stock) {
        this.writes = writes;
        this.batches = batches;
        this.stock = stock;
    }

    @PostMapping(path = "/stock/receipts", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Book goods that arrived in a warehouse",
            operationId = "receiveStock",
            description = "Units are added to what the warehouse holds.")
    @WriteResponses.Created(StockResponse.class)
    @Refusals(
            conflict = {"inventory.too-much-stock", "inventory.too-many-warehouses"},
            invalid = {"inventory.product-not-found"})
    Mono<ResponseEntity<byte[]>> receive(
            @RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key,
            @Valid @RequestBody Receipt body,
            ServerWebExchange exchange) {
        return writes.once(exchange, key, id -> write(body.command(), body.sku()));
    }

    @TakesLargeBodies
    @PostMapping(path = "/stock-receipt-batches", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Book up to 500 deliveries",
            description = "Each has an outcome of its own; what is wrong with one stops no other.",
            operationId = "receiveStocks")
    @WriteResponses.Each
    Mono<ResponseEntity<byte[]>> receiveEach(
            @RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key,
            @Valid @RequestBody Receipts body,
            ServerWebExchange exchange) {
        return batches.each(
                exchange, key, body.receipts(), Receipt.class, receipt -> write(receipt.command(), receipt.sku()));
    }

    @PostMapping(path = "/stock/adjustments", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Correct the books after a count",
            operationId = "adjustStock",
            description = "Units are added or taken away. No warehouse comes to hold fewer than are reserved.")
    @WriteResponses.Created(StockResponse.class)
    @Refusals(
            conflict = {"inventory.below-reserved", "inventory.too-much-stock", "inventory.too-many-warehouses"},
            invalid = {"inventory.product-not-found", "inventory.invalid-delta"})
    Mono<ResponseEntity<byte[]>> adjust(
            @RequestHeader(IdempotencyKey.HEADER) IdempotencyKey key,
            @Valid @RequestBody Adjustment body,
            ServerWebExchange exchange) {
        return writes.once(exchange, key, id -> write(body.command(), body.sku()));
    }

    private Write write(StockCommand command, Sku sku) {
        return new Write(command, new Tag(Tags.SKU, sku.value()), Answer.created(stock.of(sku)));
    }
}
