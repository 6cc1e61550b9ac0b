/** The sandbox, asked over HTTP like the outside party that it stands for. */
@NullMarked
package dev.millrace.sandbox;

import org.jspecify.annotations.NullMarked;
