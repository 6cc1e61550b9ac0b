package dev.millrace.eventstore.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ed25519 keys from files as {@code openssl} writes them. */
final class PemKeys {

    private static final String ALGORITHM = "Ed25519";

    private PemKeys() {}

    static PrivateKey privateKey(Path file) throws IOException {
        byte[] der = der(file, "PRIVATE KEY");
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " holds no private key for " + ALGORITHM, e);
        }
    }

    static PublicKey publicKey(Path file) throws IOException {
        byte[] der = der(file, "PUBLIC KEY");
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " holds no public key for " + ALGORITHM, e);
        }
    }

    private static byte[] der(Path file, String label) throws IOException {
        String text = Files.readString(file);
        Matcher block = Pattern.compile("-----BEGIN %1$s-----([A-Za-z0-9+/=\\s]+)-----END %1$s-----".formatted(label))
                .matcher(text);
        if (!block.find()) {
            throw new IllegalArgumentException("%s is no PEM file with a block \"%s\"".formatted(file, label));
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }
}
