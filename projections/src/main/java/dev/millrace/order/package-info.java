/** Orders in the live view, kept up to date. */
@NullMarked
package dev.millrace.order;

import org.jspecify.annotations.NullMarked;
