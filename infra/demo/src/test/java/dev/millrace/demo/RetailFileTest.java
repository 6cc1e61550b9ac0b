package dev.millrace.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetailFileTest {

    @Test
    void the_shipped_orders_are_the_first_1500_invoices_to_the_penny() {
        List<Invoice> invoices = RetailFile.shipped();

        assertThat(invoices).hasSize(1_500);
        assertThat(invoices.stream().mapToInt(invoice -> invoice.lines().size()).sum())
                .isEqualTo(39_897);
        assertThat(invoices.stream().map(Invoice::total).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("783956.38");
        assertThat(invoices.stream().mapToInt(invoice -> invoice.lines().size()).max())
                .hasValue(675);
    }

    @Test
    void an_invoice_keeps_its_lines_in_order_and_its_time_as_an_instant() {
        Invoice first = RetailFile.shipped().getFirst();

        assertThat(first.number()).isEqualTo("536365");
        assertThat(first.customerId()).isEqualTo("17850");
        assertThat(first.country()).isEqualTo("GB");
        assertThat(first.orderedAt()).isEqualTo(Instant.parse("2010-12-01T08:26:00Z"));
        assertThat(first.lines()).hasSize(7).first().satisfies(line -> {
            assertThat(line.sku()).isEqualTo("85123A");
            assertThat(line.total()).isEqualByComparingTo("15.30");
        });
    }

    @Test
    void a_summer_order_is_an_hour_earlier_in_utc(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("orders.csv");
        Files.writeString(file, """
                invoice_no,stock_code,description,quantity,invoice_date,unit_price,customer_id,country
                1,A,Thing,1,2011-05-01T00:30:00,2.5,,EIRE
                """);

        Invoice invoice = RetailFile.at(file).getFirst();

        assertThat(invoice.orderedAt()).isEqualTo(Instant.parse("2011-04-30T23:30:00Z"));
        assertThat(invoice.customerId()).isNull();
        assertThat(invoice.country()).isEqualTo("IE");
    }

    @Test
    void a_line_that_is_none_is_named(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("orders.csv");
        Files.writeString(file, """
                invoice_no,stock_code,description,quantity,invoice_date,unit_price,customer_id,country
                1,A,Thing,1,2011-05-01T00:30:00,2.50,,France
                1,A,Thing,many,2011-05-01T00:30:00,2.50,,France
                """);

        assertThatThrownBy(() -> RetailFile.at(file))
                .hasMessageContaining("record 2 of")
                .hasMessageContaining("many");
    }

    @Test
    void stock_covers_the_orders_but_for_every_40th_sku() {
        List<Invoice> invoices = RetailFile.shipped();

        Assortment assortment = Assortment.of(invoices);

        long ordered = invoices.stream()
                .flatMap(invoice -> invoice.lines().stream())
                .mapToLong(Invoice.Line::quantity)
                .sum();
        assertThat(assortment.articles())
                .hasSize(2_765)
                .allSatisfy(a -> assertThat(a.stock()).isPositive());
        assertThat(assortment.articles().stream().mapToLong(Article::stock).sum())
                .isLessThan(ordered)
                .isGreaterThan(ordered * 97 / 100);
    }
}
