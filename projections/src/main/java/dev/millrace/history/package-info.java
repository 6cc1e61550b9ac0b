/** Order history for support, kept up to date. */
@NullMarked
package dev.millrace.history;

import org.jspecify.annotations.NullMarked;
