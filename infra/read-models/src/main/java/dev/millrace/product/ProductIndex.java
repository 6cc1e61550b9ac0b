package dev.millrace.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The index of products: {@code products-<generation>}, with the alias {@code products} on the one that answers.
 *
 * <p>To search: {@code name} and {@code description} (stemmed, folded), {@code name.prefix} and {@code sku.prefix}
 * (autocomplete), {@code name.sort}, {@code sku}, {@code price}, {@code currency}, {@code available}, {@code listed}.
 */
public final class ProductIndex {
    public static final String ALIAS = "products";

    private ProductIndex() {}

    public static String name(long generation) {
        return ALIAS + "-" + generation;
    }

    /** Settings and mappings, the body of a request that creates the index. */
    public static String definition() {
        try (var json = ProductIndex.class.getResourceAsStream("/readmodels/products-index.json")) {
            if (json == null) {
                throw new IllegalStateException("the definition of the product index is not on the class path");
            }
            return new String(json.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
