package dev.millrace.testing;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test during which a thread waited that must not, and every test where nobody watches. JUnit finds it as a service. */
public final class EventLoopsNeverWait implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    /** For JUnit, which finds it as a service. */
    public EventLoopsNeverWait() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        EventLoopWatch.failIfOff();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        EventLoopWatch.failIfAnyWaited();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        EventLoopWatch.failIfAnyWaited();
    }
}
