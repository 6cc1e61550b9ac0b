/** The write API, over HTTP and on a real PostgreSQL. */
package dev.millrace.commandside;
