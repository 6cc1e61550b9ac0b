/** Past versions of events, and how they become present ones. Knows JSON, and neither stores nor frameworks. */
@NullMarked
package dev.millrace.evolution;

import org.jspecify.annotations.NullMarked;
