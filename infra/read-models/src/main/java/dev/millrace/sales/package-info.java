/** Sales figures: the tables {@code days}, {@code products} and {@code countries} of a generation, and what they are made of. */
@NullMarked
package dev.millrace.sales;

import org.jspecify.annotations.NullMarked;
