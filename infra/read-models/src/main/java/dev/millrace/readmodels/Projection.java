package dev.millrace.readmodels;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.stream.Stream;

/** The projections there are. */
public enum Projection {
    @JsonProperty("product-search")
    PRODUCT_SEARCH("product-search"),
    @JsonProperty("live")
    LIVE("live"),
    @JsonProperty("order-history")
    ORDER_HISTORY("order-history"),
    @JsonProperty("sales")
    SALES("sales");

    private final String text;

    Projection(String text) {
        this.text = text;
    }

    /** The name in paths, tables and messages. */
    public String text() {
        return text;
    }

    public static Optional<Projection> named(String text) {
        return Stream.of(values()).filter(it -> it.text.equals(text)).findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
