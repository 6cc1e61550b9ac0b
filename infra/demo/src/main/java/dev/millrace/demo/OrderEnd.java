package dev.millrace.demo;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The platform's word on an order: confirmed, or rejected for a reason.
 *
 * @param rejection absent if the order was confirmed
 */
public record OrderEnd(String orderId, @Nullable String rejection) {

    /** Of an event of the log, as the API tells it. */
    static OrderEnd of(Map<String, Object> event) {
        Map<?, ?> payload = (Map<?, ?>) Objects.requireNonNull(event.get("payload"));
        boolean confirmed = String.valueOf(event.get("type")).endsWith("OrderConfirmed");
        return new OrderEnd(
                String.valueOf(payload.get("orderId")), confirmed ? null : String.valueOf(payload.get("reason")));
    }
}
