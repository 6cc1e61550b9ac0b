/** What words a text has, for searching: one analysis for all that is stored and all that is typed. */
@NullMarked
package dev.millrace.search;

import org.jspecify.annotations.NullMarked;
