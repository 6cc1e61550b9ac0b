package dev.millrace.eventstore.erasure;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys that encrypt the subjects' keys: never stored with them. The first wraps, all unwrap. To change keys, put a new one in front on
 * all instances, {@link Erasure#rewrap()}, and drop the old one. Immutable.
 */
public final class MasterKeys {

    private final Map<String, SecretKeySpec> keys;
    private final String newest;

    private MasterKeys(Map<String, SecretKeySpec> keys) {
        this.keys = keys;
        this.newest = keys.keySet().iterator().next();
    }

    /**
     * @param text {@code id:key}, several separated by commas, the newest first; each key 32 random bytes in base64, as {@code openssl
     *     rand -base64 32} makes them
     * @throws IllegalArgumentException telling what is wrong with it, without repeating a key
     */
    public static MasterKeys parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(
                    "No master key: expected id:base64, the newest first, separated by commas");
        }
        Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
        for (String entry : text.split(",", -1)) {
            int colon = entry.indexOf(':');
            String id = colon < 0 ? "" : entry.substring(0, colon).strip();
            if (id.isEmpty()) {
                throw new IllegalArgumentException(
                        "Master key number " + (keys.size() + 1) + " has no id: expected id:base64");
            }
            if (keys.put(id, key(id, entry.substring(colon + 1).strip())) != null) {
                throw new IllegalArgumentException("There are two master keys with the id " + id);
            }
        }
        return new MasterKeys(keys);
    }

    /** As {@link #parse}, from an environment variable. */
    public static MasterKeys fromEnvironment(String variable) {
        try {
            return parse(System.getenv(variable));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(variable + ": " + e.getMessage(), e);
        }
    }

    private static SecretKeySpec key(String id, String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("Master key " + id + " is not base64");
        }
        if (key.length != Aes.KEY_BYTES) {
            throw new IllegalArgumentException("Master key " + id + " has " + key.length + " bytes instead of 32");
        }
        return Aes.key(key);
    }

    /** The id of the one that wraps. */
    String newest() {
        return newest;
    }

    /** The nonce, then the ciphertext. */
    byte[] wrap(String subject, UUID id, byte[] key) {
        byte[] nonce = Aes.random(Aes.NONCE_BYTES);
        byte[] ciphertext =
                Aes.encrypt(java.util.Objects.requireNonNull(keys.get(newest)), nonce, bound(subject, id, newest), key);
        byte[] wrapped = java.util.Arrays.copyOf(nonce, nonce.length + ciphertext.length);
        System.arraycopy(ciphertext, 0, wrapped, nonce.length, ciphertext.length);
        return wrapped;
    }

    /** @throws MasterKeyException if it can't be done */
    byte[] unwrap(String subject, UUID id, String master, byte[] wrapped) {
        SecretKeySpec key = keys.get(master);
        if (key == null) {
            throw new MasterKeyException(
                    "The key of " + subject + " is wrapped by master key " + master + "; known are " + keys.keySet());
        }
        try {
            return Aes.decrypt(
                    key,
                    java.util.Arrays.copyOf(wrapped, Aes.NONCE_BYTES),
                    bound(subject, id, master),
                    java.util.Arrays.copyOfRange(wrapped, Aes.NONCE_BYTES, wrapped.length));
        } catch (GeneralSecurityException | ArrayIndexOutOfBoundsException | IllegalArgumentException e) {
            throw new MasterKeyException(
                    "The key of " + subject + " can't be unwrapped: master key " + master
                            + " is another than the one that wrapped it, or the row was altered",
                    e);
        }
    }

    private static byte[] bound(String subject, UUID id, String master) {
        return Aes.binding("millrace.key.1", subject, id, master);
    }

    /** The ids only. */
    @Override
    public String toString() {
        return "MasterKeys" + keys.keySet();
    }
}
