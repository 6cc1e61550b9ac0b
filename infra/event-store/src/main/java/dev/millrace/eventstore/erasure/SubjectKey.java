package dev.millrace.eventstore.erasure;

import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;

/** A subject's key, or that there is none any more. */
sealed interface SubjectKey {

    /** A tag. */
    String subject();

    UUID id();

    record Live(String subject, UUID id, SecretKeySpec key) implements SubjectKey {
        @Override
        public String toString() {
            return "key " + id + " of " + subject;
        }
    }

    record Destroyed(String subject, UUID id) implements SubjectKey {}
}
