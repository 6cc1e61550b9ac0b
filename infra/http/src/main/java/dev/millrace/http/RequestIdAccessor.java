package dev.millrace.http;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Carries the request id into the logging context of whatever thread works for the request, where
 * {@code spring.reactor.context-propagation=auto} asks for it. That costs something on every operator, so it isn't the
 * default.
 */
final class RequestIdAccessor implements ThreadLocalAccessor<String> {

    @Override
    public Object key() {
        return RequestId.KEY;
    }

    @Override
    public @Nullable String getValue() {
        return MDC.get(RequestId.KEY);
    }

    @Override
    public void setValue(String value) {
        MDC.put(RequestId.KEY, value);
    }

    @Override
    public void setValue() {
        MDC.remove(RequestId.KEY);
    }
}
