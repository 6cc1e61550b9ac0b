/** The event log's command line: walks the chain of hashes and takes signed heads of it, with nothing but a role that may read. */
@NullMarked
package dev.millrace.eventstore.cli;

import org.jspecify.annotations.NullMarked;
