/** Writes about the cart over HTTP: requests and the commands they become. Rules live in the domain. */
@NullMarked
package dev.millrace.cart;

import org.jspecify.annotations.NullMarked;
