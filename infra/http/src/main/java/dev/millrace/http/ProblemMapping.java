package dev.millrace.http;

import org.jspecify.annotations.Nullable;

/** Knows which problem an exception of some library or module is. Every bean of this type is asked, in order. Pure. */
@FunctionalInterface
public interface ProblemMapping {

    /** @return absent if the exception means nothing to this mapping; causes are for it to look at */
    @Nullable
    Problem problemOf(Throwable error);
}
