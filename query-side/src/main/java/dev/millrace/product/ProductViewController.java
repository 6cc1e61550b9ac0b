package dev.millrace.product;

import dev.millrace.http.EventPosition;
import dev.millrace.http.Limit;
import dev.millrace.http.Problem;
import dev.millrace.http.Refusals;
import dev.millrace.id.Sku;
import dev.millrace.reading.ReadYourWrites;
import dev.millrace.representation.ReadModelProblems;
import dev.millrace.representation.Represented;
import dev.millrace.schema.Wording;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Products")
class ProductViewController {

    private static final int LONGEST_PREFIX = 64;

    private final ProductSearch products;
    private final CurrentProducts current;
    private final ReadYourWrites readYourWrites;
    private final CurrencyUnit shopCurrency;

    ProductViewController(
            ProductSearch products, CurrentProducts current, ReadYourWrites readYourWrites, CurrencyUnit shopCurrency) {
        this.products = products;
        this.current = current;
        this.readYourWrites = readYourWrites;
        this.shopCurrency = shopCurrency;
    }

    @GetMapping("/products/{sku}")
    @Operation(
            summary = "A product, also one that was withdrawn",
            operationId = "getProduct",
            description = "No older than the log: what was written before is in it.")
    @Refusals(notFound = "product.not-found")
    Mono<ResponseEntity<ProductResponse>> product(
            @PathVariable Sku sku,
            @RequestHeader(name = EventPosition.MIN_HEADER, required = false) @Nullable EventPosition min) {
        return readYourWrites
                .entity(min, newness -> current.product(sku, products.document(sku), newness))
                .switchIfEmpty(Mono.error(
                        () -> ReadModelProblems.notFound("product", sku.value()).exception()))
                .map(Represented::response);
    }

    @GetMapping("/products")
    @Operation(
            summary = "Search for products",
            operationId = "searchProducts",
            description =
                    "Finds words in any of their forms and spellings, written together or apart, their beginnings, and"
                            + " words mistyped, in names, descriptions and SKUs; at most 50 words. Prices are compared in one currency: `currency`, or the shop's if a price"
                            + " bound or an order by price is asked for without it.")
    @Refusals(unavailable = "read-model-missing")
    Mono<ProductsFound> search(
            @Parameter(description = "Absent for all products") @RequestParam(required = false) @Nullable String query,
            @Parameter(description = "Inclusive", example = "\"2.50\"") @RequestParam(required = false) @Nullable
                    String minPrice,
            @Parameter(description = "Inclusive", example = "\"10\"") @RequestParam(required = false) @Nullable
                    String maxPrice,
            @RequestParam(required = false) @Nullable Boolean available,
            @RequestParam(required = false) @Nullable CurrencyUnit currency,
            @Parameter(description = "`relevance` where there is a query, else `name`")
                    @RequestParam(required = false)
                    @Nullable
                    ProductSort sort,
            @Parameter(description = "What to count the products found by; each costs time", example = "[\"prices\"]")
                    @RequestParam(defaultValue = "")
                    Set<ProductFacet> facets,
            @RequestParam(defaultValue = Limit.DEFAULT) Limit limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestHeader(name = EventPosition.MIN_HEADER, required = false) @Nullable EventPosition min) {
        ProductCriteria criteria =
                ProductCriteria.of(query, minPrice, maxPrice, available, currency, sort, shopCurrency);
        ProductSearch.Asked asked = new ProductSearch.Asked(criteria, Set.copyOf(facets), limit, cursor);
        return min == null ? products.find(asked) : current(min).then(products.findNow(asked));
    }

    @GetMapping("/product-suggestions")
    @Operation(
            summary = "Products whose name or SKU begins like this",
            operationId = "suggestProducts",
            description = "At most ten, the likeliest first.")
    @Refusals(unavailable = "read-model-missing")
    Mono<ProductSuggestions> suggest(
            @Parameter(example = "lan") @RequestParam String prefix,
            @RequestHeader(name = EventPosition.MIN_HEADER, required = false) @Nullable EventPosition min) {
        if (!Wording.says(prefix, LONGEST_PREFIX)) {
            throw Problem.invalid("prefix", "1 to " + LONGEST_PREFIX + " characters, not all of them blank")
                    .exception();
        }
        return current(min).then(Mono.defer(() -> products.suggest(prefix)));
    }

    /** The address that suggestions had; a product named like it is told apart by having no prefix. */
    @Hidden
    @GetMapping(path = "/products/autocomplete", params = "prefix")
    Mono<ProductSuggestions> autocomplete(
            @RequestParam String prefix,
            @RequestHeader(name = EventPosition.MIN_HEADER, required = false) @Nullable EventPosition min) {
        return suggest(prefix, min);
    }

    /** What is applied is not yet searchable: the index is refreshed only now and then. */
    private Mono<Void> current(@Nullable EventPosition min) {
        return min == null
                ? Mono.empty()
                : readYourWrites.list(ProductIndex.PROJECTION, min).then(products.refreshed());
    }
}
