package dev.millrace.sandbox;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** How a charge to each token goes over the wire: at once, late, with a 503, or not at all. */
final class TokenBehaviour {

    private static final int FAILURES_BEFORE_SUCCESS = 2;

    private final SandboxSettings settings;

    TokenBehaviour(SandboxSettings settings) {
        this.settings = settings;
    }

    /**
     * @param authorise performs the charge when subscribed to
     * @return the answer; {@link Silence} if none is to be given
     */
    Mono<Answer> charge(TestToken token, Charge charge, Ledger ledger, Mono<Answer> authorise) {
        Duration hold = settings.silentHold();
        return switch (token) {
            case APPROVE, DECLINE, INSUFFICIENT_FUNDS -> authorise;
            case SLOW -> authorise.delayElement(settings.slowAnswer());
            case SILENT -> silence(hold);
            case SILENT_AUTHORISED -> authorise.then(silence(hold));
            case FAIL_THEN_SUCCEED ->
                ledger.failures(charge.paymentId()) < FAILURES_BEFORE_SUCCESS
                        ? ledger.fail(charge.paymentId()).thenReturn(Answer.refused(503, "try-again"))
                        : authorise;
        };
    }

    private static Mono<Answer> silence(Duration hold) {
        return Mono.delay(hold).then(Mono.error(Silence::new));
    }

    /** The connection is to be closed without an answer. */
    static final class Silence extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Silence() {
            super("says nothing", null, false, false);
        }
    }
}
