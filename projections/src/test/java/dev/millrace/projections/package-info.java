@NullMarked
package dev.millrace.projections;

import org.jspecify.annotations.NullMarked;
