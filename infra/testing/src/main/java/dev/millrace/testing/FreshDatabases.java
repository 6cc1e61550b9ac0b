package dev.millrace.testing;

import dev.millrace.local.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Databases made on the shared PostgreSQL; they go with it. */
final class FreshDatabases {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Map<String, PostgresAddress> TEMPLATES = new ConcurrentHashMap<>();

    private FreshDatabases() {}

    static PostgresAddress create() {
        String name = "test_" + NUMBER.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return TestServers.postgres().withDatabase(name);
    }

    static PostgresAddress copy(String template, Consumer<PostgresAddress> prepare) {
        if (!template.matches("[a-z0-9_]{1,40}")) {
            throw new IllegalArgumentException("not a template's name: " + template);
        }
        String source = TEMPLATES
                .computeIfAbsent(template, name -> prepared(name, prepare))
                .database();
        String name = template + "_" + NUMBER.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + source);
        return TestServers.postgres().withDatabase(name);
    }

    private static PostgresAddress prepared(String template, Consumer<PostgresAddress> prepare) {
        String name = "template_" + template;
        execute("DROP DATABASE IF EXISTS " + name);
        execute("CREATE DATABASE " + name);
        PostgresAddress address = TestServers.postgres().withDatabase(name);
        prepare.accept(address);
        return address;
    }

    private static void execute(String sql) {
        PostgresAddress server = TestServers.postgres();
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make a database for the test: " + sql, e);
        }
    }
}
