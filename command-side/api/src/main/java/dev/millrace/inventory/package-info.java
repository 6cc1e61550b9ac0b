/** Writes about the stock over HTTP: requests and the commands they become. Rules live in the domain. */
@NullMarked
package dev.millrace.inventory;

import org.jspecify.annotations.NullMarked;
