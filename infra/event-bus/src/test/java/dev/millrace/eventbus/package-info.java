@NullMarked
package dev.millrace.eventbus;

import org.jspecify.annotations.NullMarked;
