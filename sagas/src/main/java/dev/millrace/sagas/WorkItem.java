package dev.millrace.sagas;

import dev.millrace.id.OrderId;
import java.util.UUID;

/**
 * A row of the work table that was taken.
 *
 * @param lease proof that it was taken, until it runs out
 */
record WorkItem(Key key, UUID lease, Trace trace) {

    static final String EXPIRY = "expiry";

    /**
     * One of each kind for an order.
     *
     * @param operation {@link #EXPIRY}, or what the gateway is to be asked, in lower case
     */
    record Key(OrderId orderId, String operation) {}
}
