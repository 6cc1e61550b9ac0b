/** A small Boot application on the starter, and nothing of the starter's own. */
@NullMarked
package dev.millrace.alumni;

import org.jspecify.annotations.NullMarked;
