/** The product as clients see it. */
@NullMarked
package dev.millrace.product;

import org.jspecify.annotations.NullMarked;
