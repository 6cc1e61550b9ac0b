/**
 * Personal data in events: encrypted with a key per subject as it is appended, decrypted as it is read, gone once the key is
 * destroyed. Knows the log's events and JSON; of Axon nothing.
 */
@NullMarked
package dev.millrace.eventstore.erasure;

import org.jspecify.annotations.NullMarked;
