package dev.millrace.cart;

import dev.millrace.commandside.Quantity;
import dev.millrace.commandside.Text;
import dev.millrace.id.CartId;
import dev.millrace.id.CustomerId;
import dev.millrace.id.OrderId;
import dev.millrace.id.Sku;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Bodies of requests about carts. */
interface CartRequests {

    /**
     * @param customerId absent for a guest
     * @param items what the cart begins with; absent for an empty one
     */
    record NewCart(
            @Nullable CustomerId customerId,
            @NotNull CurrencyUnit currency,

            @Size(max = 2_000, message = "must be a list of at most 2000 items") @Nullable
            List<@NotNull @Valid NewItem> items) {

        CartCommand command(CartId cartId) {
            return new CartCommand.OpenCart(
                    cartId, customerId, currency, items == null ? List.of() : commandItems(items));
        }
    }

    record NewItems(
            @NotNull(message = "must be a list of 1 to 2000 items")
            @Size(min = 1, max = 2_000, message = "must be a list of 1 to 2000 items")
            List<@NotNull @Valid NewItem> items) {

        CartCommand command(CartId cartId) {
            return new CartCommand.AddCartItems(cartId, commandItems(items));
        }
    }

    /** @param agreedPrice a price agreed with the customer; absent for the list price */
    record NewItem(
            @NotNull Sku sku,
            @Quantity Integer quantity,
            @Nullable Money agreedPrice) {}

    record NewQuantity(@Quantity Integer quantity) {

        CartCommand command(CartId cartId, int line) {
            return new CartCommand.ChangeCartItemQuantity(cartId, line, quantity);
        }
    }

    /**
     * @param country ISO 3166-1 alpha-2
     * @param paymentToken the payment gateway's; never a card number
     * @param orderedAt when the customer ordered, if that was before now
     * @param acceptPriceChanges whether list prices that changed since the items were added may be charged
     */
    record Checkout(
            @NotNull
            @Text(max = 254, message = "must be an e-mail address of at most 254 characters")
            @Schema(format = "email", example = "ada@example.com")
            String email,

            @NotNull @Schema(description = "ISO 3166-1 alpha-2", pattern = "^[A-Z]{2}$", example = "GB")
            String country,

            @NotNull
            @Schema(
                    description = "The payment gateway's; never a card number",
                    pattern = "^tok_[A-Za-z0-9_]{1,64}$",
                    example = "tok_approve")
            String paymentToken,

            @Nullable Instant orderedAt,
            @Nullable Boolean acceptPriceChanges) {

        CartCommand command(CartId cartId, OrderId orderId, Instant now) {
            return new CartCommand.CheckOutCart(
                    cartId,
                    orderId,
                    email,
                    country,
                    paymentToken,
                    orderedAt == null ? now : orderedAt,
                    Boolean.TRUE.equals(acceptPriceChanges));
        }
    }

    private static List<CartCommand.Item> commandItems(List<NewItem> items) {
        return items.stream()
                .map(item -> new CartCommand.Item(item.sku(), item.quantity(), item.agreedPrice()))
                .toList();
    }
}
