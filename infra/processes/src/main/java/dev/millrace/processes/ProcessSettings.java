package dev.millrace.processes;

import java.time.Duration;

/**
 * How processes run on a node.
 *
 * @param batch how many events of a segment are handled between two notes of its progress
 * @param claimTimeout after which a silent node's segments go to others; 1 s or more
 * @param remembered of how many instances of a definition the state is kept in memory
 * @param lease after which work that nobody finished is taken by another; longer than the time-out of any port
 * @param pollInterval how often work that is due is looked for
 * @param stopTimeout how long a node that stops may take to finish the batches under way
 * @param retention how long it is kept that an instance has ended
 */
public record ProcessSettings(
        int batch,
        Duration claimTimeout,
        int remembered,
        Duration lease,
        Duration pollInterval,
        Duration stopTimeout,
        Duration retention) {}
