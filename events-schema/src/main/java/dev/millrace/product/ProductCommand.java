package dev.millrace.product;

import dev.millrace.id.Sku;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.joda.money.Money;

/** What can be asked of a product. */
public sealed interface ProductCommand {

    Sku sku();

    @Command(namespace = "millrace.product", name = "CreateProduct")
    record CreateProduct(Sku sku, String name, String description, Money price) implements ProductCommand {}

    @Command(namespace = "millrace.product", name = "DescribeProduct")
    record DescribeProduct(Sku sku, String name, String description) implements ProductCommand {}

    @Command(namespace = "millrace.product", name = "PriceProduct")
    record PriceProduct(Sku sku, Money price) implements ProductCommand {}

    @Command(namespace = "millrace.product", name = "WithdrawProduct")
    record WithdrawProduct(Sku sku, String reason) implements ProductCommand {}
}
