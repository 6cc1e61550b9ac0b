package dev.millrace.eventstore.erasure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM (NIST SP 800-38D): nonces of 96 random bits, tags of 128 bits. One key must not encrypt more than 2^32 values. Random
 * numbers come from a generator (SP 800-90A) that asks the system for entropy once, when this class is loaded: drawing them is
 * computation only.
 */
final class Aes {

    static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final SecureRandom RANDOM = random();

    private Aes() {}

    private static SecureRandom random() {
        try {
            SecureRandom random = SecureRandom.getInstance("DRBG");
            random.nextBytes(new byte[NONCE_BYTES]);
            Cipher.getInstance(CIPHER);
            return random;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java platform has no AES-GCM or DRBG", e);
        }
    }

    static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    /** Version 4; {@link java.util.UUID#randomUUID()} would read the system's entropy. */
    static UUID randomId() {
        java.nio.ByteBuffer bits = java.nio.ByteBuffer.wrap(random(2 * Long.BYTES));
        return new UUID((bits.getLong() & ~0xF000L) | 0x4000L, (bits.getLong() >>> 2) | (1L << 63));
    }

    static SecretKeySpec key(byte[] key) {
        return new SecretKeySpec(key, "AES");
    }

    /** @param bound what the ciphertext is of use with only; not part of it */
    static byte[] encrypt(SecretKeySpec key, byte[] nonce, byte[] bound, byte[] text) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, nonce, bound).doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }

    /** @throws GeneralSecurityException if the ciphertext isn't of this key, nonce and binding */
    static byte[] decrypt(SecretKeySpec key, byte[] nonce, byte[] bound, byte[] ciphertext)
            throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE, key, nonce, bound).doFinal(ciphertext);
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, byte[] bound)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce), RANDOM);
        cipher.updateAAD(bound);
        return cipher;
    }

    /** The parts one after the other, each behind its length, so that none runs into the next. */
    static byte[] binding(Object... parts) {
        java.io.ByteArrayOutputStream binding = new java.io.ByteArrayOutputStream();
        for (Object part : parts) {
            byte[] bytes = part instanceof byte[] raw ? raw : part.toString().getBytes(StandardCharsets.UTF_8);
            binding.writeBytes(java.nio.ByteBuffer.allocate(Integer.BYTES)
                    .putInt(bytes.length)
                    .array());
            binding.writeBytes(bytes);
        }
        return binding.toByteArray();
    }
}
