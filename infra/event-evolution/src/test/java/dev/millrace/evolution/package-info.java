@NullMarked
package dev.millrace.evolution;

import org.jspecify.annotations.NullMarked;
