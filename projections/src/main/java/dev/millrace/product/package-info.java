/** The index of products, kept up to date. */
@NullMarked
package dev.millrace.product;

import org.jspecify.annotations.NullMarked;
