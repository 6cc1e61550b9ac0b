package dev.millrace.local.elasticsearch;

import java.util.Map;
import java.util.regex.Pattern;
import org.elasticsearch.common.util.concurrent.ThreadContext;
import org.elasticsearch.http.HttpRouteStats;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.rest.RestChannel;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a web page sends through a browser on this machine, with 403, since the node asks for no password: a page whose name was made to
 * point here names another host, and any other its origin.
 */
final class ProgramsOnly implements HttpServerTransport.Dispatcher {

    private static final Pattern THIS_MACHINE =
            Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private final HttpServerTransport.Dispatcher inner;

    ProgramsOnly(HttpServerTransport.Dispatcher inner) {
        this.inner = inner;
    }

    @Override
    public void dispatchRequest(RestRequest request, RestChannel channel, ThreadContext context) {
        if (isOfProgram(request.header("Host"), request.header("Origin"))) {
            inner.dispatchRequest(request, channel, context);
        } else {
            channel.sendResponse(new RestResponse(
                    RestStatus.FORBIDDEN, "Answers requests to this machine by its own name, and of no web page."));
        }
    }

    @Override
    public void dispatchBadRequest(RestChannel channel, ThreadContext context, Throwable cause) {
        inner.dispatchBadRequest(channel, context, cause);
    }

    @Override
    public Map<String, HttpRouteStats> getStats() {
        return inner.getStats();
    }

    private static boolean isOfProgram(@Nullable String host, @Nullable String origin) {
        return origin == null && host != null && THIS_MACHINE.matcher(host).matches();
    }
}
