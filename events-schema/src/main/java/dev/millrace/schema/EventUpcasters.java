package dev.millrace.schema;

import dev.millrace.evolution.Change;
import dev.millrace.evolution.Upcasters;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** How past versions of events become present ones. A line stays for good: what it lifts is stored for good. */
public final class EventUpcasters {

    private static final Upcasters CURRENT = Upcasters.builder()
            .change("millrace.cart.CartItemsAdded", "1", "2", moneyInMinorUnits("lines[].unitPrice"))
            .change("millrace.cart.CartItemRepriced", "1", "2", moneyInMinorUnits("previous", "current"))
            .change("millrace.cart.CartCheckedOut", "1", "2", moneyInMinorUnits("total"))
            .change("millrace.order.OrderPlaced", "1", "2", moneyInMinorUnits("lines[].unitPrice", "total"))
            .change("millrace.payment.PaymentRequested", "1", "2", moneyInMinorUnits("amount"))
            .change("millrace.payment.PaymentAuthorised", "1", "2", moneyInMinorUnits("amount"))
            .change("millrace.payment.PaymentCaptured", "1", "2", moneyInMinorUnits("amount"))
            .change("millrace.payment.PaymentRefunded", "1", "2", moneyInMinorUnits("amount"))
            .change("millrace.product.ProductCreated", "1", "2", moneyInMinorUnits("price"))
            .change("millrace.product.ProductPriced", "1", "2", moneyInMinorUnits("price", "previous"))
            .build();

    private EventUpcasters() {}

    /** All there are: to be given to whoever reads events. */
    public static Upcasters current() {
        return CURRENT;
    }

    /** Money at these paths was {@code {"amount": 2450, "currency": "GBP"}}, in minor units already but not saying so (ADR 90). */
    private static UnaryOperator<ObjectNode> moneyInMinorUnits(String... paths) {
        return Change.all(Stream.of(paths)
                .map(path -> Change.at(path, Change.renamed("amount", "minorUnits")))
                .toList());
    }
}
