package dev.millrace.order;

import dev.millrace.commandside.Quantity;
import dev.millrace.commandside.Text;
import dev.millrace.id.OrderId;
import dev.millrace.id.ParcelId;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies of requests about orders. */
interface OrderRequests {

    record Cancellation(@Text(max = 500) String reason) {

        OrderCommand command(OrderId orderId) {
            return new OrderCommand.CancelOrder(orderId, reason);
        }
    }

    /** @param lines what is in the parcel; absent for all that remains */
    record Parcel(
            @Text(max = 100) String carrier,
            @Text(max = 100) String trackingNumber,

            @Size(min = 1, max = 2_000, message = "must be a list of 1 to 2000 lines, or absent for all that remains")
            @Nullable
            List<@NotNull @Valid Content> lines) {

        OrderCommand command(OrderId orderId, ParcelId parcelId) {
            List<ParcelLine> content = lines == null
                    ? List.of()
                    : lines.stream()
                            .map(line -> new ParcelLine(line.line(), line.quantity()))
                            .toList();
            return new OrderCommand.ShipOrder(orderId, parcelId, carrier, trackingNumber, content);
        }
    }

    /** @param line number of the order's line */
    @Schema(name = "ParcelContent")
    record Content(
            @NotNull(message = LINE) @Min(value = 1, message = LINE)
            Integer line,

            @Quantity Integer quantity) {

        private static final String LINE = "must be the number of a line, from 1";
    }

    /** Says nothing more than that the parcel arrived. */
    @Schema(type = "object")
    record Delivery() {}
}
