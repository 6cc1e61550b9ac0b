package dev.millrace.cart;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Cart")
public record CartResponse(
        String cartId,

        @Schema(description = "Absent for a guest") @Nullable
        String customerId,

        @Schema(description = "ISO 4217; of all its prices") String currency,
        List<Line> lines,
        Money total,

        @Schema(description = "The order it became; absent while it is open") @Nullable
        String orderId,

        @Schema(
                description =
                        "When it expired, since nobody changed it for long; absent if it hasn't. It accepts nothing more")
        @Nullable
        Instant expiredAt,

        Instant openedAt,
        Instant updatedAt,

        @Schema(description = "Position of its latest event that this takes account of")
        long position) {

    @Schema(name = "CartLine")
    public record Line(
            int line,
            String sku,
            String name,
            int quantity,

            @Schema(description = "Of one unit, when it was added")
            Money unitPrice,

            @Schema(description = "Whether the price was agreed with the customer")
            boolean agreed,

            Money total) {}

    static CartResponse of(CartView cart) {
        return new CartResponse(
                cart.cartId().toString(),
                cart.customerId() == null ? null : cart.customerId().value(),
                cart.currency(),
                cart.lines().stream().map(CartResponse::line).toList(),
                cart.total(),
                cart.orderId() == null ? null : cart.orderId().toString(),
                cart.expiredAt(),
                cart.openedAt(),
                cart.updatedAt(),
                cart.position());
    }

    private static Line line(CartLine line) {
        return new Line(
                line.line(),
                line.sku().value(),
                line.name(),
                line.quantity(),
                line.unitPrice(),
                line.agreed(),
                line.unitPrice().multipliedBy(line.quantity()));
    }
}
