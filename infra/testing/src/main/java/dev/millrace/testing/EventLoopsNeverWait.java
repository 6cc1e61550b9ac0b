package dev.millrace.testing;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test during which a thread waited that must not, and every test where nobody watches. JUnit finds it as a service. Of tests
 * tagged {@value #UNDER_LOAD} it only reports the waits: among a million locks there is always one more that was held.
 */
public final class EventLoopsNeverWait implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    /** For tests that put a whole platform under load. */
    public static final String UNDER_LOAD = "under-load";

    /** For JUnit, which finds it as a service. */
    public EventLoopsNeverWait() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        EventLoopWatch.failIfOff();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        judge(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        judge(context);
    }

    private static void judge(ExtensionContext context) {
        try {
            EventLoopWatch.failIfAnyWaited();
        } catch (AssertionError waited) {
            if (!context.getTags().contains(UNDER_LOAD)) {
                throw waited;
            }
            waited.printStackTrace();
        }
    }
}
