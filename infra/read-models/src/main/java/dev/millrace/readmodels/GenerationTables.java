package dev.millrace.readmodels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** SQL that creates the tables of a generation. */
public final class GenerationTables {
    private GenerationTables() {}

    /**
     * @param model {@code history} or {@code sales}
     * @return statements that may be run again; separated by semicolons
     */
    public static String sql(String model, String schema) {
        return template(model).replace("${schema}", schema);
    }

    /**
     * Tells the model's tables from those that other versions make.
     *
     * @param model {@code history} or {@code sales}
     */
    public static String fingerprint(String model) {
        return Fingerprint.of(template(model));
    }

    private static String template(String model) {
        try (var sql = GenerationTables.class.getResourceAsStream("/readmodels/" + model + ".sql")) {
            if (sql == null) {
                throw new IllegalArgumentException("no such read model: " + model);
            }
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
