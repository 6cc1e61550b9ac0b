package dev.millrace.product;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Orders that search results may stand in. The SKU decides between equals, so that pages never overlap. */
enum ProductSort {
    /** Best match first. */
    @JsonProperty("relevance")
    RELEVANCE("_score", SortOrder.Desc),
    /** Cheapest first. */
    @JsonProperty("price")
    PRICE("price", SortOrder.Asc),
    /** Dearest first. */
    @JsonProperty("price-desc")
    PRICE_DESC("price", SortOrder.Desc),
    @JsonProperty("name")
    NAME("terms.sort", SortOrder.Asc),
    @JsonProperty("newest")
    NEWEST("createdAt", SortOrder.Desc);

    private final String field;
    private final SortOrder order;

    ProductSort(String field, SortOrder order) {
        this.field = field;
        this.order = order;
    }

    List<SortOptions> options() {
        SortOptions first = this == RELEVANCE
                ? SortOptions.of(sort -> sort.score(score -> score.order(order)))
                : SortOptions.of(sort -> sort.field(by -> by.field(field).order(order)));
        return List.of(
                first, SortOptions.of(sort -> sort.field(by -> by.field("sku").order(SortOrder.Asc))));
    }

    /** @throws IllegalArgumentException if {@code text} is no value of what this sorts by */
    FieldValue value(String text) {
        return switch (this) {
            case RELEVANCE -> FieldValue.of(Double.parseDouble(text));
            case PRICE, PRICE_DESC, NEWEST -> FieldValue.of(Long.parseLong(text));
            case NAME -> FieldValue.of(text);
        };
    }

    boolean needsCurrency() {
        return this == PRICE || this == PRICE_DESC;
    }
}
