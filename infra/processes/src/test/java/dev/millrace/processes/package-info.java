@NullMarked
package dev.millrace.processes;

import org.jspecify.annotations.NullMarked;
