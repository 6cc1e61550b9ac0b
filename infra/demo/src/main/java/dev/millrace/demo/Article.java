package dev.millrace.demo;

import java.math.BigDecimal;

/**
 * A product to sell.
 *
 * @param price list price in GBP, two decimals
 * @param stock units to receive, at least 1
 */
public record Article(String sku, String name, BigDecimal price, long stock) {}
