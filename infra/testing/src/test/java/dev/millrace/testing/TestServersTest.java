package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.local.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestServersTest {

    @Test
    void each_fresh_database_is_another_one() {
        PostgresAddress first = TestServers.freshDatabase();
        PostgresAddress second = TestServers.freshDatabase();

        sql(first, "CREATE TABLE t (n int)");
        sql(second, "CREATE TABLE t (n int)");

        assertThat(first.port()).isEqualTo(second.port());
    }

    @Test
    void a_template_is_prepared_once_and_its_copies_keep_apart() {
        PostgresAddress first = TestServers.freshDatabase("numbers", TestServersTest::twoNumbers);
        PostgresAddress second = TestServers.freshDatabase("numbers", unused -> {
            throw new AssertionError("prepared again");
        });

        sql(first, "INSERT INTO t VALUES (3)");

        assertThat(count(first)).isEqualTo(3);
        assertThat(count(second)).isEqualTo(2);
    }

    private static void twoNumbers(PostgresAddress database) {
        sql(database, "CREATE TABLE t (n int)");
        sql(database, "INSERT INTO t VALUES (1), (2)");
    }

    private static void sql(PostgresAddress database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static int count(PostgresAddress database) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM t")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static Connection connect(PostgresAddress database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
    }
}
