/**
 * A payment gateway to try the platform against. It stands for an outside party: it speaks HTTP only, keeps its own books in
 * its own journal, and knows nothing of the platform but the address its webhooks go to. What keeps web pages of others out is the
 * platform's.
 */
@NullMarked
package dev.millrace.sandbox;

import org.jspecify.annotations.NullMarked;
