package dev.millrace.reading;

import dev.millrace.eventstore.Statements;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/**
 * A SELECT put together piece by piece, with its values bound. One request's: not thread-safe until it runs.
 *
 * <p>Only text of this code goes into the SQL; what comes from outside goes through {@link #bind}.
 */
public final class PostgresQuery {

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    public PostgresQuery(String sql) {
        this.sql.append(sql);
    }

    /** Adds SQL; each {@code ?} in it stands for the next of {@code newValues}. */
    public PostgresQuery add(String text, Object... newValues) {
        int next = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '?') {
                sql.append(bind(newValues[next++]));
            } else {
                sql.append(text.charAt(i));
            }
        }
        if (next != newValues.length) {
            throw new IllegalArgumentException(newValues.length + " values for " + next + " places: " + text);
        }
        return this;
    }

    /** Runs it on a connection of its own. Cold. */
    public <T> Flux<T> run(ConnectionFactory postgres, Function<Readable, T> row) {
        return Flux.usingWhen(
                postgres.create(), connection -> Statements.rows(statement(connection), row), Connection::close);
    }

    private Statement statement(Connection connection) {
        Statement statement = connection.createStatement(sql.toString());
        for (int i = 0; i < values.size(); i++) {
            statement.bind(i, values.get(i));
        }
        return statement;
    }

    private String bind(Object value) {
        values.add(value);
        return "$" + values.size();
    }
}
