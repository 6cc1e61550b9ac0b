/** Reading products: one by its SKU, full-text search with facets, and suggestions while someone types. */
@NullMarked
package dev.millrace.product;

import org.jspecify.annotations.NullMarked;
