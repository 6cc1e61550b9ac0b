package dev.millrace.payment;

import dev.millrace.http.HttpJson;
import dev.millrace.id.OrderId;
import dev.millrace.id.PaymentId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/**
 * What the gateway tells about a payment. It may tell more than this one day: unknown fields and types are no mistake.
 *
 * @param id the same whenever the message is sent again
 * @param type {@code payment.} and what happened
 */
record GatewayMessage(String id, String type, @Nullable Data data) {

    static final String UNREADABLE = "unreadable";

    private static final ObjectReader READER = HttpJson.mapper()
            .readerFor(GatewayMessage.class)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final int LONGEST_NAME = 200;

    /**
     * @param amount in minor units of the currency
     * @param currency any that ISO 4217 ever had: payments outlive currencies
     */
    @Schema(name = "GatewayPayment")
    record Data(
            @Nullable UUID paymentId,
            @Nullable UUID orderId,
            long amount,
            @Nullable String currency,
            @Nullable String reference,
            @Nullable String code) {

        /** @throws org.joda.money.IllegalCurrencyException if there never was such a currency */
        Data {
            if (currency != null) {
                CurrencyUnit.of(currency);
            }
        }
    }

    /** @throws IllegalArgumentException if it isn't JSON, a value isn't what it should be, or it has no id or no type */
    static GatewayMessage read(byte[] body) {
        try {
            GatewayMessage message = READER.readValue(body);
            if (message == null || !isName(message.id) || !isName(message.type)) {
                throw new IllegalArgumentException("it has no id, or no type");
            }
            return message;
        } catch (JacksonException e) {
            // Says where, and not what was there.
            throw new IllegalArgumentException("it isn't what a gateway tells: " + e.getPathReference(), e);
        }
    }

    /** What stands for a message that can't be read: the same whenever it is sent again. */
    static GatewayMessage unreadable(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return new GatewayMessage("sha256:" + HexFormat.of().formatHex(digest), UNREADABLE, null);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Nullable
    UUID paymentId() {
        return data == null ? null : data.paymentId;
    }

    @Nullable
    UUID orderId() {
        return data == null ? null : data.orderId;
    }

    /** The command that records it; none if it isn't about a payment of ours or of a type that isn't known. */
    Optional<PaymentCommand> command() {
        if (data == null || data.paymentId == null || data.orderId == null || data.currency == null) {
            return Optional.empty();
        }
        PaymentId payment = new PaymentId(data.paymentId);
        OrderId order = new OrderId(data.orderId);
        Money amount = Money.ofMinor(CurrencyUnit.of(data.currency), data.amount);
        String code = Objects.requireNonNullElse(data.code, "declined");
        return switch (type) {
            case "payment.authorised" ->
                Optional.ofNullable(data.reference)
                        .map(reference -> new PaymentCommand.RecordAuthorisation(payment, order, amount, reference));
            case "payment.captured" -> Optional.of(new PaymentCommand.RecordCapture(payment, order, amount));
            case "payment.declined" ->
                Optional.of(new PaymentCommand.RecordDecline(payment, order, code, "Declined by the gateway"));
            case "payment.voided" ->
                Optional.of(new PaymentCommand.RecordVoid(payment, order, "Voided at the gateway"));
            case "payment.refunded" ->
                Optional.of(new PaymentCommand.RecordRefund(payment, order, amount, "Refunded at the gateway"));
            default -> Optional.empty();
        };
    }

    private static boolean isName(@Nullable String text) {
        return text != null && !text.isBlank() && text.codePointCount(0, text.length()) <= LONGEST_NAME;
    }
}
