package dev.millrace.product;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A page of the products found")
record ProductsFound(
        List<ProductResponse> items,
        @Schema(description = "Of all pages") long total,

        @Schema(description = "Over all pages; absent unless asked for") @Nullable
        ProductFacets facets,

        @Schema(description = "Cursor of the next page; absent on the last one") @Nullable
        String next) {}
