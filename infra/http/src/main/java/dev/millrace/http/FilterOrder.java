package dev.millrace.http;

import org.springframework.core.Ordered;

/** The order of our filters, outermost first. Filters of others come inside of all of them by default. */
final class FilterOrder {

    static final int REQUEST_ID = Ordered.HIGHEST_PRECEDENCE + 100;
    static final int CLIENT_ADDRESS = REQUEST_ID + 10;
    static final int ACCESS_LOG = CLIENT_ADDRESS + 10;
    static final int SECURITY_HEADERS = ACCESS_LOG + 10;
    static final int STREAMED_BODIES = SECURITY_HEADERS + 10;
    /** Inside the log, so that it sees the status that a failure was answered with. */
    static final int PROBLEMS = STREAMED_BODIES + 10;

    static final int HOST_AND_ORIGIN = PROBLEMS + 10;
    static final int AUTHENTICATION = HOST_AND_ORIGIN + 10;
    static final int NEGOTIATION = AUTHENTICATION + 10;
    static final int BODY_HEADERS = NEGOTIATION + 10;
    static final int BODIES = BODY_HEADERS + 10;
    static final int READ_DEADLINE = BODIES + 10;
    static final int ANY_TAG = READ_DEADLINE + 10;

    private FilterOrder() {}
}
