package dev.millrace.product;

import dev.millrace.readmodels.Fingerprint;
import dev.millrace.readmodels.Projection;
import dev.millrace.search.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The index of products: {@code products-<generation>}, with an alias on the one that answers. The alias has the definition's
 * version in its name, so that nobody reads an index that was made by another.
 *
 * <p>To search: {@code sku}, {@code price}, {@code currency}, {@code available}, {@code listed}, {@code createdAt}, and the
 * {@link ProductTerms} under {@code terms}, all of which but {@code sort} are words of a text; {@code terms.sku} and
 * {@code terms.words} are found by their beginnings too.
 */
public final class ProductIndex {
    public static final Projection PROJECTION = new Projection("product-search");

    /** Changes with the mapping and with what words a text has. */
    public static final String VERSION = Fingerprint.of(definition() + Words.VERSION);

    public static final String ALIAS = "products." + VERSION;

    private static final String NAME = "products-";

    private ProductIndex() {}

    public static String name(long generation) {
        return NAME + generation;
    }

    /** Of all generations. */
    public static String names() {
        return NAME + "*";
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
