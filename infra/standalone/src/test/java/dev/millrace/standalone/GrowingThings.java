package dev.millrace.standalone;

import dev.millrace.local.PostgresAddress;
import dev.millrace.local.RedisAddress;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables and keys of a running platform, held against the table in {@code docs/growth.md}. */
final class GrowingThings {

    private static final Pattern NAMED = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);
    private static final Set<String> IN_EACH_SCHEMA = Set.of("flyway_schema_history");

    private GrowingThings() {}

    /** What there is and isn't in the document. */
    static Set<String> unknown(PostgresAddress postgres, RedisAddress redis) throws SQLException {
        Set<String> there = new TreeSet<>();
        there.addAll(tables(postgres));
        there.addAll(keys(redis));
        there.removeAll(documented());
        return there;
    }

    private static Set<String> documented() {
        try {
            return NAMED.matcher(Files.readString(Path.of("..", "..", "docs", "growth.md")))
                    .results()
                    .map(row -> row.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> tables(PostgresAddress postgres) throws SQLException {
        Set<String> tables = new TreeSet<>();
        String url = "jdbc:postgresql://%s:%d/%s".formatted(postgres.host(), postgres.port(), postgres.database());
        try (Connection connection = DriverManager.getConnection(url, postgres.username(), postgres.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select table_schema, table_name from information_schema.tables
                         where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')""")) {
            while (rows.next()) {
                if (!IN_EACH_SCHEMA.contains(rows.getString(2))) {
                    tables.add(rows.getString(1).replaceAll("_\\d+$", "_<generation>") + "." + rows.getString(2));
                }
            }
        }
        return tables;
    }

    private static Set<String> keys(RedisAddress address) {
        Set<String> keys = new TreeSet<>();
        RedisURI.Builder uri = RedisURI.builder().withHost(address.host()).withPort(address.port());
        if (!address.password().isEmpty()) {
            uri.withPassword(address.password().toCharArray());
        }
        try (RedisClient client = RedisClient.create(uri.build());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            ScanIterator.scan(connection.sync(), ScanArgs.Builder.limit(1_000))
                    .forEachRemaining(key -> keys.add(shape(key)));
        }
        return keys;
    }

    private static String shape(String key) {
        return key.replaceFirst("^(live:)\\d+:", "$1<generation>:")
                .replaceFirst("\\{here:\\d+}$", "{here:<number>}")
                .replaceFirst("\\{(cart|order):[0-9a-f-]{36}}$", "{$1:<id>}")
                .replaceFirst("\\{stock:.+}$", "{stock:<sku>}");
    }
}
