/** Reading sales figures. */
@NullMarked
package dev.millrace.sales;

import org.jspecify.annotations.NullMarked;
