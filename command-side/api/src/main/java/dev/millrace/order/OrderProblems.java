package dev.millrace.order;

import dev.millrace.http.ProblemMeanings;
import java.util.Map;

/** What the codes of refused writes about orders mean. */
final class OrderProblems {

    public static final ProblemMeanings MEANINGS = new ProblemMeanings(Map.ofEntries(
            Map.entry("order.not-cancellable", "As it is, `status`, it can't be cancelled."),
            Map.entry("order.not-shippable", "As it is, `status`, it can't be shipped: it must be confirmed."),
            Map.entry("order.nothing-to-ship", "Nothing of it remains to be shipped."),
            Map.entry("order.more-than-remaining", "Only `remaining` units of the line are left to be shipped."),
            Map.entry("order.line-not-found", "The order has no such line."),
            Map.entry("order.parcel-not-found", "The order has no such parcel.")));

    private OrderProblems() {}
}
