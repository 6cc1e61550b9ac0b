package dev.millrace.demo;

import dev.millrace.demo.Invoice.Line;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Reads a file of order lines, in which the lines of an invoice stand together. */
public final class RetailFile {

    /** The shop's clock: the file's times are local. */
    public static final ZoneId SHOP_ZONE = ZoneId.of("Europe/London");

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

    private RetailFile() {}

    /** The orders that come with the platform. */
    public static List<Invoice> shipped() {
        InputStream file = RetailFile.class.getResourceAsStream("/online-retail/orders.csv.gz");
        return read("online-retail/orders.csv.gz", Objects.requireNonNull(file));
    }

    /**
     * The orders of another file of the same columns, gzipped or not.
     *
     * @throws IllegalArgumentException naming file, line and column if the file is not as expected
     * @throws UncheckedIOException if it can't be read
     */
    public static List<Invoice> at(Path path) {
        try {
            return read(path.toString(), Files.newInputStream(path));
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's file %s can't be read".formatted(path), e);
        }
    }

    private static List<Invoice> read(String name, InputStream file) {
        List<Invoice> invoices = new ArrayList<>();
        try (InputStream in = file;
                var records = FORMAT.parse(new InputStreamReader(unzipped(in), StandardCharsets.UTF_8))) {
            CSVRecord first = null;
            List<Line> lines = new ArrayList<>();
            for (CSVRecord row : records) {
                if (first != null && !row.get("invoice_no").equals(first.get("invoice_no"))) {
                    invoices.add(invoice(name, first, lines));
                    lines = new ArrayList<>();
                    first = null;
                }
                first = first == null ? row : first;
                lines.add(line(name, row));
            }
            if (first != null) {
                invoices.add(invoice(name, first, lines));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's file %s can't be read".formatted(name), e);
        }
        return List.copyOf(invoices);
    }

    private static InputStream unzipped(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in);
        buffered.mark(2);
        boolean zipped = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return zipped ? new GZIPInputStream(buffered) : buffered;
    }

    private static Invoice invoice(String name, CSVRecord row, List<Line> lines) {
        try {
            String customer = row.get("customer_id");
            return new Invoice(
                    row.get("invoice_no"),
                    customer.isEmpty() ? null : customer,
                    Countries.code(row.get("country")),
                    LocalDateTime.parse(row.get("invoice_date"))
                            .atZone(SHOP_ZONE)
                            .toInstant(),
                    List.copyOf(lines));
        } catch (RuntimeException e) {
            throw misread(name, row, e);
        }
    }

    private static Line line(String name, CSVRecord row) {
        try {
            return new Line(
                    row.get("stock_code"),
                    row.get("description"),
                    Integer.parseInt(row.get("quantity")),
                    new BigDecimal(row.get("unit_price")).setScale(2));
        } catch (RuntimeException e) {
            throw misread(name, row, e);
        }
    }

    private static IllegalArgumentException misread(String name, CSVRecord row, RuntimeException e) {
        return new IllegalArgumentException(
                "record %d of %s is not an order line: %s".formatted(row.getRecordNumber(), name, e.getMessage()), e);
    }
}
