package dev.millrace.product;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** A product as it is sent to the index: the document, and in {@code terms} what it is found by. */
public record IndexedProduct(@JsonUnwrapped ProductDocument document, ProductTerms terms) {

    public static IndexedProduct of(ProductDocument document) {
        return new IndexedProduct(document, ProductTerms.of(document));
    }
}
