package dev.millrace.standalone;

import dev.millrace.local.PostgresAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A store that a build of before made and was killed over, and what that build said of it: {@code old-store} of the test resources.
 *
 * @param told orders, an open cart, sales of the orders that were through, how orders under way are to end, and the number of events
 */
record OldStore(JsonNode told) {

    /** Puts it into an empty database. */
    static OldStore in(PostgresAddress database) {
        try (InputStream dump = new GZIPInputStream(resource("dump.sql.gz"));
                InputStream expected = resource("expected.json");
                Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(new String(dump.readAllBytes(), StandardCharsets.UTF_8));
            return new OldStore(new JsonMapper().readTree(expected));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the old store can't be restored", e);
        }
    }

    long events() {
        return told.get("events").asLong();
    }

    /** Under way when the build was killed. */
    boolean isUnderWay(String orderId) {
        return told.get("ends").has(orderId);
    }

    List<String> underWay() {
        return List.copyOf(told.get("ends").propertyNames());
    }

    /** How an order that was under way is to end. */
    String end(String orderId) {
        return told.get("ends").get(orderId).asString();
    }

    List<JsonNode> orders() {
        return told.get("orders").valueStream().toList();
    }

    JsonNode cart() {
        return told.get("cart");
    }

    /** By {@code days}, {@code products} and {@code countries}. */
    JsonNode sales() {
        return told.get("sales");
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(OldStore.class.getResourceAsStream("/old-store/" + name), name);
    }
}
