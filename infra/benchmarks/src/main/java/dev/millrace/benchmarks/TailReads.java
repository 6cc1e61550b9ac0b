package dev.millrace.benchmarks;

import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.StoredEvent;
import dev.millrace.local.PostgresAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import reactor.core.publisher.Flux;

/** Reading a log from its first event, whole: how many events per second. */
final class TailReads {

    private static final int FETCH = 5_000;

    private TailReads() {}

    static double ofLog(PostgresEventLog log, long events) {
        return of(log.read(Criteria.everything(), 0, events));
    }

    static double of(Flux<StoredEvent> events) {
        long begun = System.nanoTime();
        Long read = events.filter(event -> event.payload().length > 0).count().block(Duration.ofMinutes(30));
        return perSecond(read == null ? 0 : read, begun);
    }

    /** The same rows and columns over JDBC, with a cursor. */
    static double ofJdbc(PostgresAddress address, long events) {
        long begun = System.nanoTime();
        long read = 0;
        try (Connection connection = StoreDatabases.connect(address);
                PreparedStatement select = connection.prepareStatement(
                        "select position, event_id, type, version, ts, payload, metadata, tags from millrace_events.events"
                                + " where position <= ? order by position")) {
            connection.setAutoCommit(false);
            select.setFetchSize(FETCH);
            select.setLong(1, events);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    rows.getLong(1);
                    rows.getObject(2, UUID.class);
                    rows.getString(3);
                    rows.getString(4);
                    rows.getTimestamp(5);
                    read += rows.getBytes(6).length > 0 ? 1 : 0;
                    rows.getBytes(7);
                    rows.getArray(8).getArray();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return perSecond(read, begun);
    }

    private static double perSecond(long events, long begun) {
        return events / ((System.nanoTime() - begun) / 1e9);
    }
}
