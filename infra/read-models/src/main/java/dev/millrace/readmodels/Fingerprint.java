package dev.millrace.readmodels;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** A short name for a text, by which it is told from its other versions. */
public final class Fingerprint {
    private Fingerprint() {}

    /** Eight hexadecimal digits; spaces and line breaks don't count. */
    public static String of(String text) {
        var sum = new CRC32C();
        sum.update(text.replaceAll("\\s+", " ").getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", sum.getValue());
    }
}
