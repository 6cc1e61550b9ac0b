package dev.millrace.processes;

import dev.millrace.eventstore.StoredEvent;
import java.util.Optional;
import java.util.Set;

/**
 * The events of a platform as its processes need them. Thread-safe.
 *
 * @param <E> what events are read as
 */
public interface ProcessEvents<E> {

    /** The qualified name that events of a type are stored under. */
    String nameOf(Class<? extends E> type);

    /**
     * @return empty for a type that this program doesn't know
     * @throws RuntimeException if it isn't what its type says
     */
    Optional<E> read(StoredEvent event);

    /** The qualified names that acts are stored under. */
    Set<String> acts();

    /** Empty if it is no act. */
    Optional<ProcessAct> act(StoredEvent event);

    /** An act as it is to be stored. */
    Written write(ProcessAct act);

    /** @param payload JSON */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Written(String type, String version, byte[] payload) {}
}
