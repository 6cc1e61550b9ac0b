package dev.millrace.demo;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order of the retailer's file.
 *
 * @param customerId absent for a guest
 * @param country ISO 3166-1 alpha-2
 * @param lines in the file's order; a SKU may repeat, at different prices too
 */
public record Invoice(String number, @Nullable String customerId, String country, Instant orderedAt, List<Line> lines) {

    /**
     * A line of an invoice.
     *
     * @param unitPrice in GBP, two decimals
     */
    public record Line(String sku, String description, int quantity, BigDecimal unitPrice) {

        public BigDecimal total() {
            return unitPrice.multiply(BigDecimal.valueOf(quantity));
        }
    }

    public BigDecimal total() {
        return lines.stream().map(Line::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
