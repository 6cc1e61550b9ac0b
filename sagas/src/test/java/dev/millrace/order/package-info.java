@NullMarked
package dev.millrace.order;

import org.jspecify.annotations.NullMarked;
