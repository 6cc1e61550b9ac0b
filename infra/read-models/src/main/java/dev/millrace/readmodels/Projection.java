package dev.millrace.readmodels;

import java.util.Optional;
import java.util.stream.Stream;

/** The projections there are. */
public enum Projection {
    PRODUCT_SEARCH("product-search"),
    LIVE("live"),
    ORDER_HISTORY("order-history"),
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
