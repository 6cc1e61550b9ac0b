package dev.millrace.product;

import dev.millrace.search.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a product is found by: words as {@link Words} has them, separated by spaces. Indexed beside the document and not kept
 * in it.
 *
 * @param sku the forms of the SKU's words
 * @param words the forms of the name's words
 * @param name their stems
 * @param description stems of the description's words
 * @param sort what is compared where products are sorted by name; absent without a name
 */
public record ProductTerms(
        String sku,
        String words,
        String name,
        String description,
        @Nullable String sort) {

    public static ProductTerms of(ProductDocument product) {
        List<String> name = forms(product.name());
        return new ProductTerms(
                text(forms(product.sku())),
                text(name),
                text(Words.stems(name)),
                text(Words.stems(forms(product.description()))),
                product.name() == null ? null : Words.folded(product.name()));
    }

    private static List<String> forms(@Nullable String text) {
        return text == null ? List.of() : Words.of(text).forms();
    }

    private static String text(List<String> words) {
        return String.join(" ", words);
    }
}
