package dev.millrace.eventstore.decision;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a boundary's states are kept: as JSON by the mapper that writes events, in the background, by whoever has folded enough
 * events. A snapshot of another shape is ignored and written anew.
 *
 * @param type of the state; JSON must give back what it was made of
 * @param version of the fold: to be changed whenever the same events fold to another state of the same type
 * @param every how many events of a key are folded between two snapshots; 1 or more
 */
public record Snapshotting<S>(Class<S> type, String version, int every) {

    private static final int USUAL = 500;

    /** @throws IllegalArgumentException if {@code every} isn't above 0 */
    public Snapshotting {
        if (every < 1) {
            throw new IllegalArgumentException("every must be 1 or more: " + every);
        }
    }

    /** A snapshot every 500 events. */
    public static <S> Snapshotting<S> of(Class<S> type, String version) {
        return new Snapshotting<>(type, version, USUAL);
    }

    /** The version, and a digest of names and types of all fields, however deep. */
    String shape() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join(";", parts()).getBytes(StandardCharsets.UTF_8));
            return version + "-" + HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    Set<String> parts() {
        Set<String> parts = new TreeSet<>();
        describe(type, parts);
        return parts;
    }

    private static void describe(Type type, Set<String> parts) {
        if (type instanceof ParameterizedType parameterized) {
            describe(parameterized.getRawType(), parts);
            for (Type argument : parameterized.getActualTypeArguments()) {
                describe(argument, parts);
            }
        } else if (type instanceof Class<?> plain) {
            describe(plain, parts);
        }
    }

    private static void describe(Class<?> type, Set<String> parts) {
        if (type.isEnum()) {
            parts.add(type.getName() + Arrays.toString(type.getEnumConstants()));
        } else if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                if (parts.add(type.getName() + ">" + permitted.getName())) {
                    describe(permitted, parts);
                }
            }
        } else if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                String part = type.getName() + "." + component.getName() + ":"
                        + component.getGenericType().getTypeName();
                if (parts.add(part)) {
                    describe(component.getGenericType(), parts);
                }
            }
        } else {
            parts.add(type.getName());
        }
    }
}
