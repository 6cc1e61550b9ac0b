package dev.millrace.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/**
 * What a run of the demo came to.
 *
 * @param orders the orders placed, by invoice number
 * @param rejected number of orders rejected, by reason
 * @param units units in the orders that were confirmed
 * @param revenue of the orders that were confirmed, in GBP
 * @param events in the store, at the end
 */
public record DemoSummary(
        Map<String, String> orders,
        int placed,
        int confirmed,
        Map<String, Integer> rejected,
        long units,
        BigDecimal revenue,
        long events,
        Duration duration) {}
