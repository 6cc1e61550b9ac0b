@NullMarked
package dev.millrace.cart;

import org.jspecify.annotations.NullMarked;
