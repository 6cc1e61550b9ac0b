@NullMarked
package dev.millrace.eventstore.meters;

import org.jspecify.annotations.NullMarked;
