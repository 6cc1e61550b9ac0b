/** Writes about the product over HTTP: requests and the commands they become. Rules live in the domain. */
@NullMarked
package dev.millrace.product;

import org.jspecify.annotations.NullMarked;
