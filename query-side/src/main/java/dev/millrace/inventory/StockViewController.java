package dev.millrace.inventory;

import dev.millrace.http.EventPosition;
import dev.millrace.http.Refusals;
import dev.millrace.id.Sku;
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
@Tag(name = "Stock")
class StockViewController {

    private final CurrentStock stock;
    private final ReadYourWrites readYourWrites;

    StockViewController(CurrentStock stock, ReadYourWrites readYourWrites) {
        this.stock = stock;
        this.readYourWrites = readYourWrites;
    }

    @GetMapping("/stock/{sku}")
    @Operation(
            summary = "Stock of a SKU, per warehouse and in total",
            operationId = "getStock",
            description =
                    "No older than the log: what was written before is in it. A product that never had any is a 404.")
    @Refusals(notFound = "stock.not-found")
    Mono<ResponseEntity<StockResponse>> stock(
            @PathVariable Sku sku,
            @RequestHeader(name = EventPosition.MIN_HEADER, required = false) @Nullable EventPosition min) {
        return readYourWrites
                .entity(min, newness -> stock.stock(sku, newness))
                .switchIfEmpty(Mono.error(
                        () -> ReadModelProblems.notFound("stock", sku.value()).exception()))
                .map(Represented::response);
    }
}
