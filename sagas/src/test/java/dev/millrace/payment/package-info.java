@NullMarked
package dev.millrace.payment;

import org.jspecify.annotations.NullMarked;
