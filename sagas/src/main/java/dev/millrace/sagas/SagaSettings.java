package dev.millrace.sagas;

import dev.millrace.connections.Setting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the sagas run.
 *
 * @param reservationPeriod how long stock is kept for an order that isn't paid, from when it was placed
 * @param segments into how many parts the orders are divided, and thus the most instances that can share them; counts only
 *     before the first start
 * @param batch how many events of a segment are handled between two notes of its progress
 * @param claimTimeout after which a silent instance's segments go to others; 1 s or more
 * @param remembered of how many orders the state is kept in memory
 */
@ConfigurationProperties("millrace.sagas")
record SagaSettings(
        @DefaultValue("15m") Duration reservationPeriod,
        @DefaultValue("16") int segments,
        @DefaultValue("50") int batch,
        @DefaultValue("5s") Duration claimTimeout,
        @DefaultValue("20000") int remembered,
        @DefaultValue Work work) {

    /** @throws IllegalArgumentException naming the setting that is out of bounds */
    SagaSettings {
        Setting.positive("millrace.sagas.reservation-period", reservationPeriod);
        Setting.between("millrace.sagas.segments", 1, 1_000, segments);
        Setting.between("millrace.sagas.batch", 1, 10_000, batch);
        // Claims are renewed by the tokens that are stored, and those are stored twice a second.
        Setting.atLeast("millrace.sagas.claim-timeout", Duration.ofSeconds(1), claimTimeout);
        Setting.between("millrace.sagas.remembered", 1, 10_000_000, remembered);
    }

    /**
     * The table of work.
     *
     * @param concurrency how many gateway requests an instance makes at once
     * @param lease after which work that nobody finished is taken by another; longer than the gateway's timeout
     * @param pollInterval how often work that is due is looked for
     */
    record Work(
            @DefaultValue("64") int concurrency,
            @DefaultValue("15s") Duration lease,
            @DefaultValue("500ms") Duration pollInterval) {

        /** @throws IllegalArgumentException naming the setting that is out of bounds */
        Work {
            Setting.between("millrace.sagas.work.concurrency", 1, 10_000, concurrency);
            Setting.positive("millrace.sagas.work.lease", lease);
            Setting.positive("millrace.sagas.work.poll-interval", pollInterval);
        }
    }
}
