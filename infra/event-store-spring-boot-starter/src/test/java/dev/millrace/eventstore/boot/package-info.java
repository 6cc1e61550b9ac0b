@NullMarked
package dev.millrace.eventstore.boot;

import org.jspecify.annotations.NullMarked;
