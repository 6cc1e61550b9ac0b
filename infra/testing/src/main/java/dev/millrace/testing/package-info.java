/**
 * Real servers for tests: containers of the official images where a Docker engine answers, local servers otherwise. Started
 * once per JVM, when a test first asks. And a watch on event loops, over every test.
 */
@NullMarked
package dev.millrace.testing;

import org.jspecify.annotations.NullMarked;
