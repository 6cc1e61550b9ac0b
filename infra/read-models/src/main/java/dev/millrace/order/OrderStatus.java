package dev.millrace.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where an order stands, outside. */
public enum OrderStatus {
    /** Placed; stock or money is still awaited. */
    @JsonProperty("pending")
    PENDING,
    /** Reserved and paid; not everything has left yet. */
    @JsonProperty("confirmed")
    CONFIRMED,
    /** Everything has left; not everything has arrived yet. */
    @JsonProperty("shipped")
    SHIPPED,
    /** Everything has arrived. */
    @JsonProperty("delivered")
    DELIVERED,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("cancelled")
    CANCELLED;

    /** The word in JSON, in the tables and in query parameters. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<OrderStatus> named(String text) {
        return Stream.of(values()).filter(it -> it.text().equals(text)).findFirst();
    }
}
