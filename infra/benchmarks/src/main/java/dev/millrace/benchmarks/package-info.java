/** Measures a platform on a fresh store, over its public API, and writes tables. What is measured runs in a JVM of its own. */
@NullMarked
package dev.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
