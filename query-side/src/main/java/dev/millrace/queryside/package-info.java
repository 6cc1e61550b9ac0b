/** The read side as a process: what it is made of, and its main class. */
@NullMarked
package dev.millrace.queryside;

import org.jspecify.annotations.NullMarked;
