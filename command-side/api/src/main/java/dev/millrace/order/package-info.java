/** Writes about the order over HTTP: requests and the commands they become. Rules live in the domain. */
@NullMarked
package dev.millrace.order;

import org.jspecify.annotations.NullMarked;
