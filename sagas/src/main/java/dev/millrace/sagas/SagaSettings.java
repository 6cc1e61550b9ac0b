package dev.millrace.sagas;

import dev.millrace.connections.Setting;
import dev.millrace.processes.ProcessSettings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How processes run.
 *
 * @param batch how many events of a segment are handled between two notes of its progress
 * @param claimTimeout after which a silent instance's segments go to others; 1 s or more
 * @param remembered of how many instances of each process the state is kept in memory
 * @param stopTimeout how long an instance that stops may take to finish what it is at
 * @param retention how long it is kept that an instance of a process has ended
 */
@ConfigurationProperties("millrace.sagas")
record SagaSettings(
        @DefaultValue("50") int batch,
        @DefaultValue("5s") Duration claimTimeout,
        @DefaultValue("20000") int remembered,
        @DefaultValue("10s") Duration stopTimeout,
        @DefaultValue("30d") Duration retention,
        @DefaultValue Work work) {

    /** @throws IllegalArgumentException naming the setting that is out of bounds */
    SagaSettings {
        Setting.between("millrace.sagas.batch", 1, 10_000, batch);
        // Claims are renewed by the tokens that are stored, and those are stored twice a second.
        Setting.atLeast("millrace.sagas.claim-timeout", Duration.ofSeconds(1), claimTimeout);
        Setting.between("millrace.sagas.remembered", 1, 10_000_000, remembered);
        Setting.positive("millrace.sagas.stop-timeout", stopTimeout);
        Setting.positive("millrace.sagas.retention", retention);
    }

    ProcessSettings processes() {
        return new ProcessSettings(
                batch, claimTimeout, remembered, work.lease(), work.pollInterval(), stopTimeout, retention);
    }

    /**
     * The table of work.
     *
     * @param lease after which work that nobody finished is taken by another; longer than the time-out of any outside request
     * @param pollInterval how often work that is due is looked for
     */
    record Work(
            @DefaultValue("15s") Duration lease,
            @DefaultValue("500ms") Duration pollInterval) {

        /** @throws IllegalArgumentException naming the setting that is out of bounds */
        Work {
            Setting.positive("millrace.sagas.work.lease", lease);
            Setting.positive("millrace.sagas.work.poll-interval", pollInterval);
        }
    }
}
