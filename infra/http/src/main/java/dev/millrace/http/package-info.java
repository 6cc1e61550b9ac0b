/**
 * What every HTTP endpoint of the platform has in common: JSON, problems, request ids, limits, pages, positions and the
 * place for authentication. Nothing of a business context comes in.
 */
@NullMarked
package dev.millrace.http;

import org.jspecify.annotations.NullMarked;
