package dev.millrace.eventstore.processing;

import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.WrappedToken;
import org.jspecify.annotations.Nullable;

/**
 * Where a segment stands.
 *
 * @param token null for the beginning
 */
record SegmentToken(Segment segment, @Nullable TrackingToken token) {

    /** Up to which position its events are handled. */
    long reached() {
        return token == null ? 0 : position(WrappedToken.unwrapLowerBound(token));
    }

    /** Of segments that were merged, the two have to meet first. */
    boolean isSplitInTime() {
        return token != null && reached() != position(WrappedToken.unwrapUpperBound(token));
    }

    /** What wraps nothing yet stands at the beginning. */
    private static long position(@Nullable TrackingToken token) {
        return token == null ? 0 : token.position().orElse(0);
    }
}
