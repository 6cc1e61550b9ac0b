package dev.millrace.eventstore.chain;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A head to be kept where the database's administrators can't reach it, with an Ed25519 signature that says who took it.
 *
 * @param signature 64 bytes in Base64
 */
public record SignedHead(ChainHead head, String signature) {

    private static final String ALGORITHM = "Ed25519";
    private static final Pattern TEXT = Pattern.compile("(.+) signature=([A-Za-z0-9+/]{86}==)");

    /** @throws IllegalArgumentException if the key is not an Ed25519 key */
    public static SignedHead sign(ChainHead head, PrivateKey key) {
        try {
            Signature signer = Signature.getInstance(ALGORITHM);
            signer.initSign(key);
            signer.update(signed(head));
            return new SignedHead(head, Base64.getEncoder().encodeToString(signer.sign()));
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("Not an Ed25519 key: " + key.getAlgorithm(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is part of every JDK", e);
        }
    }

    /**
     * The head, if the signature is the key's.
     *
     * @throws ForgedHeadException if it is not
     */
    public ChainHead trustedBy(PublicKey key) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(signed(head));
            if (verifier.verify(Base64.getDecoder().decode(signature))) {
                return head;
            }
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("Not an Ed25519 key: " + key.getAlgorithm(), e);
        } catch (SignatureException | IllegalArgumentException e) {
            throw new ForgedHeadException(head, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is part of every JDK", e);
        }
        throw new ForgedHeadException(head, null);
    }

    private static byte[] signed(ChainHead head) {
        return ("millrace.eventstore.head.1 " + head.text()).getBytes(StandardCharsets.UTF_8);
    }

    /** One line, as {@link #parse} reads it. */
    @Override
    public String toString() {
        return head.text() + " signature=" + signature;
    }

    /** @throws IllegalArgumentException if that is no signed head */
    public static SignedHead parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("Not a signed head: " + text);
        }
        return new SignedHead(ChainHead.parse(parts.group(1)), parts.group(2));
    }
}
