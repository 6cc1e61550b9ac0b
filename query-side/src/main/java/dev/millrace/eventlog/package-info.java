/** The event log for analysts and auditors: as pages, as a download, as a live stream. Reads the store itself. */
@NullMarked
package dev.millrace.eventlog;

import org.jspecify.annotations.NullMarked;
