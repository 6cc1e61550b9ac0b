/** The whole platform in one JVM: starts the servers, then the processes, then the demo, and tells the user what is where. */
@NullMarked
package dev.millrace.standalone;

import org.jspecify.annotations.NullMarked;
