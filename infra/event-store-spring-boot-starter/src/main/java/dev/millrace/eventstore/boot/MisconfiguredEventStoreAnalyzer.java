package dev.millrace.eventstore.boot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells in plain words what is missing. */
final class MisconfiguredEventStoreAnalyzer extends AbstractFailureAnalyzer<MisconfiguredEventStoreException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MisconfiguredEventStoreException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
    }
}
