/** The write API's own machinery: how a request becomes a command, once, and its outcome an answer. No business comes in. */
@NullMarked
package dev.millrace.commandside;

import org.jspecify.annotations.NullMarked;
