/** What is done to the platform's processes beside their course. */
@NullMarked
package dev.millrace.process;

import org.jspecify.annotations.NullMarked;
