/** The example of the README, as an application that uses the store writes it: from outside, by its public types alone. */
@NullMarked
package dev.millrace.courses;

import org.jspecify.annotations.NullMarked;
