package dev.millrace.payment;

import dev.millrace.id.OrderId;
import dev.millrace.id.PaymentId;
import dev.millrace.schema.Bounds;
import dev.millrace.schema.BusinessEvent;
import dev.millrace.schema.Tags;
import java.time.Instant;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** What can happen to the payment of an order. */
public sealed interface PaymentEvent extends BusinessEvent {

    PaymentId paymentId();

    OrderId orderId();

    @Override
    default String partitionKey() {
        return orderId().toString();
    }

    /**
     * The gateway is to be asked for the money.
     *
     * @param token the gateway's token for the means of payment; never a card number
     */
    @Event(namespace = "millrace.payment", name = "PaymentRequested", version = "2")
    record PaymentRequested(
            @EventTag(key = Tags.PAYMENT) PaymentId paymentId,
            @EventTag(key = Tags.ORDER) OrderId orderId,
            Money amount,
            String token)
            implements PaymentEvent {}

    /**
     * The gateway gave no usable answer.
     *
     * @param operation what it was asked to do
     * @param attempt number of the failed attempt at this operation, from 1
     * @param reason for people
     * @param retryAt when it will be tried again; absent if it won't be
     */
    @Event(namespace = "millrace.payment", name = "PaymentAttemptFailed", version = "1")
    record PaymentAttemptFailed(
            @EventTag(key = Tags.PAYMENT) PaymentId paymentId,
            @EventTag(key = Tags.ORDER) OrderId orderId,
            PaymentOperation operation,
            @Bounds(least = 1) int attempt,
            String reason,
            @Nullable Instant retryAt)
            implements PaymentEvent {}

    /**
     * The money is promised.
     *
     * @param gatewayReference the gateway's name for what it promised
     */
    @Event(namespace = "millrace.payment", name = "PaymentAuthorised", version = "2")
    record PaymentAuthorised(
            @EventTag(key = Tags.PAYMENT) PaymentId paymentId,
            @EventTag(key = Tags.ORDER) OrderId orderId,
            Money amount,
            String gatewayReference)
            implements PaymentEvent {}

    /** The money is taken. Happens at most once to a payment. */
    @Event(namespace = "millrace.payment", name = "PaymentCaptured", version = "2")
    record PaymentCaptured(
            @EventTag(key = Tags.PAYMENT) PaymentId paymentId,
            @EventTag(key = Tags.ORDER) OrderId orderId,
            Money amount)
            implements PaymentEvent {}

    /**
     * No money will come.
     *
     * @param code stable, such as {@code card-declined}, {@code insufficient-funds} or {@code gateway-silent}
     * @param detail for people
     */
    @Event(namespace = "millrace.payment", name = "PaymentDeclined", version = "1")
    record PaymentDeclined(
            @EventTag(key = Tags.PAYMENT) PaymentId paymentId,
            @EventTag(key = Tags.ORDER) OrderId orderId,
            String code,
            String detail)
            implements PaymentEvent {}

    /**
     * A promise, or what may have become one unheard, is given back at the gateway.
     *
     * @param reason for people
     */
    @Event(namespace = "millrace.payment", name = "PaymentVoided", version = "1")
    record PaymentVoided(
            @EventTag(key = Tags.PAYMENT) PaymentId paymentId,
            @EventTag(key = Tags.ORDER) OrderId orderId,
            String reason)
            implements PaymentEvent {}

    /**
     * Money taken is given back.
     *
     * @param reason for people
     */
    @Event(namespace = "millrace.payment", name = "PaymentRefunded", version = "2")
    record PaymentRefunded(
            @EventTag(key = Tags.PAYMENT) PaymentId paymentId,
            @EventTag(key = Tags.ORDER) OrderId orderId,
            Money amount,
            String reason)
            implements PaymentEvent {}
}
