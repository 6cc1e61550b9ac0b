/** Things as clients see them, no older than the log: what a read model knows, and what the log has beyond it. */
@NullMarked
package dev.millrace.representation;

import org.jspecify.annotations.NullMarked;
