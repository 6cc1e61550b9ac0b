@NullMarked
package dev.millrace.eventstore.erasure;

import org.jspecify.annotations.NullMarked;
