package dev.millrace.inventory;

import dev.millrace.http.ProblemMeanings;
import java.util.Map;

/** What the codes of refused writes about stock mean. */
final class StockProblems {

    public static final ProblemMeanings MEANINGS = new ProblemMeanings(Map.ofEntries(
            Map.entry("inventory.below-reserved", "The warehouse would hold fewer units than are reserved."),
            Map.entry("inventory.too-much-stock", "There would be more units of the SKU than `limit`."),
            Map.entry("inventory.too-many-warehouses", "The SKU would lie in more warehouses than `limit`."),
            Map.entry("inventory.product-not-found", "The SKU is, and was, no product's."),
            Map.entry("inventory.invalid-delta", "0 corrects nothing.")));

    private StockProblems() {}
}
