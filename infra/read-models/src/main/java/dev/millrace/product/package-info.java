/** The product as searched for: a document of the index {@code products-<generation>}, and what its events make of it. */
@NullMarked
package dev.millrace.product;

import org.jspecify.annotations.NullMarked;
