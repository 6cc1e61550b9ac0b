package dev.millrace.cart;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.millrace.id.CartId;
import dev.millrace.id.CustomerId;
import dev.millrace.id.OrderId;
import dev.millrace.readmodels.LiveKind;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A cart in Redis.
 *
 * @param position of the last event applied; the first property of the JSON, where the guard of the write looks for it
 * @param customerId absent for a guest
 * @param lines in the order of their numbers
 * @param orderId the order it became; absent while it is open
 * @param expiredAt when it expired; absent if it hasn't
 */
@JsonPropertyOrder("position")
public record CartView(
        long position,
        CartId cartId,
        @Nullable CustomerId customerId,
        String currency,
        List<CartLine> lines,
        Money total,
        @Nullable OrderId orderId,
        @Nullable Instant expiredAt,
        Instant openedAt,
        Instant updatedAt) {

    /** Carts in Redis: strings, each the JSON of one. */
    public static final LiveKind<CartId> KIND = new LiveKind<>("cart");
}
