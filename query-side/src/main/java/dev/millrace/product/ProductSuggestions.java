package dev.millrace.product;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

@Schema(description = "Products that someone who is typing may mean, likeliest first; at most ten")
record ProductSuggestions(List<Suggestion> items) {

    @Schema(name = "ProductSuggestion")
    record Suggestion(String sku, String name) {}
}
