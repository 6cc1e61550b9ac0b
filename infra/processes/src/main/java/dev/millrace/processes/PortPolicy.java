package dev.millrace.processes;

import java.time.Duration;

/**
 * How a port is used by one instance of the platform.
 *
 * @param concurrency how many requests are under way at most
 * @param timeout how long one may take
 * @param retries when one that wasn't answered is asked again, unless the call says otherwise
 * @param circuit when the port is left alone for a while
 */
public record PortPolicy(int concurrency, Duration timeout, RetryPolicy retries, Circuit circuit) {

    /**
     * @param requests how many of the latest requests are looked at
     * @param failurePercent how many of a hundred may stay unanswered; above that the port is left alone
     * @param pause for how long
     */
    public record Circuit(int requests, int failurePercent, Duration pause) {}
}
