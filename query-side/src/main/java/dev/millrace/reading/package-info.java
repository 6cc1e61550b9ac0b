/** What all readers share: live streams, waiting for read models to catch up, generations, conditional answers. */
@NullMarked
package dev.millrace.reading;

import org.jspecify.annotations.NullMarked;
