/** Tests of decisions, on a small theatre: seats are opened and taken. */
@NullMarked
package dev.millrace.eventstore.decision;

import org.jspecify.annotations.NullMarked;
