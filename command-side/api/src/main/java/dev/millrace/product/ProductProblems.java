package dev.millrace.product;

import dev.millrace.http.ProblemMeanings;
import java.util.Map;

/** What the codes of refused writes about products mean. */
final class ProductProblems {

    public static final ProblemMeanings MEANINGS = new ProblemMeanings(Map.ofEntries(
            Map.entry("product.already-exists", "There is a product with this SKU, made with other values."),
            Map.entry("product.withdrawn", "It is no longer sold, and changes no more."),
            Map.entry("product.other-currency", "A product keeps the currency of its first price."),
            Map.entry(
                    "product.invalid-price",
                    "It isn't more than 0 and at most 1,000,000, in a currency in circulation.")));

    private ProductProblems() {}
}
