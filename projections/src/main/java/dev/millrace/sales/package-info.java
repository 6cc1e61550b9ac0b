/** Sales figures, kept up to date. */
@NullMarked
package dev.millrace.sales;

import org.jspecify.annotations.NullMarked;
