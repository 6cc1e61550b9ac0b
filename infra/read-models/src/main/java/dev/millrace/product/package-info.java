/** The product as searched for: a document of the index {@code products-<generation>}. */
@NullMarked
package dev.millrace.product;

import org.jspecify.annotations.NullMarked;
