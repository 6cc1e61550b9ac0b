package dev.millrace.demo;

import dev.millrace.demo.Invoice.Line;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The products that a file's orders need, with their list prices and the stock to begin with.
 *
 * <p>The file tells no stock. So that the demo shows an order turned away, every 40th SKU gets four fifths of what the file's
 * orders ask for, and every other SKU all of it.
 */
record Assortment(List<Article> articles) {

    private static final int SCARCE_EVERY = 40;

    static Assortment of(List<Invoice> invoices) {
        Map<String, Article> articles = new LinkedHashMap<>();
        for (Invoice invoice : invoices) {
            for (Line line : invoice.lines()) {
                Article sold = new Article(line.sku(), name(line), line.unitPrice(), line.quantity());
                articles.merge(line.sku(), sold, Assortment::together);
            }
        }
        List<Article> all = List.copyOf(articles.values());
        return new Assortment(IntStream.range(0, all.size())
                .mapToObj(i -> stocked(i, all.get(i)))
                .toList());
    }

    private static String name(Line line) {
        return line.description().isBlank() ? line.sku() : line.description();
    }

    private static Article together(Article first, Article next) {
        return new Article(first.sku(), first.name(), first.price(), first.stock() + next.stock());
    }

    private static Article stocked(int index, Article article) {
        boolean scarce = index % SCARCE_EVERY == SCARCE_EVERY - 1;
        long stock = scarce ? Math.max(1, article.stock() * 4 / 5) : article.stock();
        return new Article(article.sku(), article.name(), article.price(), stock);
    }
}
