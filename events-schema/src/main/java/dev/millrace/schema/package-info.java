/** What all events have in common: their catalogue, their tags and the JSON they are stored and published as. */
@NullMarked
package dev.millrace.schema;

import org.jspecify.annotations.NullMarked;
