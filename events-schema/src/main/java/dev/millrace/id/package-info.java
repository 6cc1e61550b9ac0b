/** Typed identifiers, the one vocabulary that every context shares. Values only: no behaviour comes in. */
@NullMarked
package dev.millrace.id;

import org.jspecify.annotations.NullMarked;
