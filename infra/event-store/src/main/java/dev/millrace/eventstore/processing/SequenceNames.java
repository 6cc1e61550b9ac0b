package dev.millrace.eventstore.processing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Identifiers of sequences as texts of bounded length, the same on every instance. */
final class SequenceNames {

    private static final int LONGEST = 400;

    private SequenceNames() {}

    /** @throws IllegalArgumentException if the identifier's text tells nothing of its value */
    static String of(Object identifier) {
        String name = identifier.toString();
        if (name.equals(identifier.getClass().getName() + "@" + Integer.toHexString(identifier.hashCode()))
                || name.equals(identifier.getClass().getName() + "@"
                        + Integer.toHexString(System.identityHashCode(identifier)))) {
            throw new IllegalArgumentException("A sequence can't be identified by a "
                    + identifier.getClass().getName() + ", which has no toString of its own");
        }
        return name.length() <= LONGEST && name.indexOf('\0') < 0 ? name : shortened(name);
    }

    private static String shortened(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            String start = name.substring(0, Math.min(LONGEST, name.length())).replace('\0', ' ');
            return start + "…" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
