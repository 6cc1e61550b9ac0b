@NullMarked
package dev.millrace.sagas;

import org.jspecify.annotations.NullMarked;
