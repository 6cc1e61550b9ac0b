/** Writes about the payment over HTTP: requests and the commands they become. Rules live in the domain. */
@NullMarked
package dev.millrace.payment;

import org.jspecify.annotations.NullMarked;
