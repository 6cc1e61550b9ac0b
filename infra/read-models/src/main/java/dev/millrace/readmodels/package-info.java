/** What all read models share: their names, generations, keys and the news of their changes. */
@NullMarked
package dev.millrace.readmodels;

import org.jspecify.annotations.NullMarked;
