@NullMarked
package dev.millrace.eventstore.cli;

import org.jspecify.annotations.NullMarked;
