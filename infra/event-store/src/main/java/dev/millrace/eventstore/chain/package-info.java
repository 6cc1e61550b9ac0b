/**
 * The chain of hashes over the log: sealing what was there before, walking it to find what was changed behind the log's back, and
 * heads to keep elsewhere. Appends write it by themselves, in the database.
 */
@NullMarked
package dev.millrace.eventstore.chain;

import org.jspecify.annotations.NullMarked;
