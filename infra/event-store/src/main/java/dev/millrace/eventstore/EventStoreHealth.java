package dev.millrace.eventstore;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Whether an event store can be used. Non-blocking; takes one connection for one query. */
public final class EventStoreHealth {

    /** How many events the tail may be behind unless told otherwise. */
    public static final long DEFAULT_LONGEST_LAG = 10_000;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String QUERY = "select (select coalesce(max(position), 0) from millrace_events.events),"
            + " millrace_events.schema_version(), (select enabled from millrace_events.chain)";
    /** Unknown schema, table, column or function. */
    private static final Set<String> MISSING = Set.of("3F000", "42P01", "42703", "42883");

    private final Statements statements;
    private final Supplier<Vitals> vitals;
    private final long longestLag;

    EventStoreHealth(Statements statements, Supplier<Vitals> vitals, long longestLag) {
        this.statements = statements;
        this.vitals = vitals;
        this.longestLag = longestLag;
    }

    /** The judgement. */
    public enum Status {
        /** All is well. */
        UP,
        /** It works, but the tail of this process does not keep up, or pauses. */
        BEHIND,
        /** The server can't be reached, or does not answer within 5 seconds. */
        UNREACHABLE,
        /** The schema is not there, too old, or not to be used by this role. */
        UNFIT
    }

    /**
     * What was found.
     *
     * @param problem what is wrong, in words; null if nothing is
     * @param known what the server said; null if it could not be asked
     * @param vitals of this process
     */
    public record Report(
            Status status,
            @Nullable String problem,
            @Nullable Known known,
            Vitals vitals) {}

    /**
     * What the server said.
     *
     * @param head position of the last event
     * @param schemaVersion of the last migration; null if not Flyway made the schema
     * @param chained whether appends write blocks of the hash chain
     */
    public record Known(long head, @Nullable Integer schemaVersion, boolean chained) {}

    /** Asks anew at each subscription; never fails. */
    public Mono<Report> check() {
        return statements
                .query(connection -> connection.createStatement(QUERY), EventStoreHealth::known)
                .single()
                .timeout(PATIENCE)
                .map(this::judge)
                .onErrorResume(error -> Mono.just(failed(error)));
    }

    private static Known known(Readable row) {
        return new Known(
                Statements.required(row, 0, Long.class),
                row.get(1, Integer.class),
                Statements.required(row, 2, Boolean.class));
    }

    private Report judge(Known known) {
        Vitals now = vitals.get();
        Integer version = known.schemaVersion();
        if (version != null && version < EventStoreMigrations.VERSION) {
            return new Report(
                    Status.UNFIT,
                    "The schema is of version " + version + ", this library needs " + EventStoreMigrations.VERSION,
                    known,
                    now);
        }
        Vitals.Tail tail = now.tail();
        if (tail.following() && tail.paused()) {
            return new Report(Status.BEHIND, "The tail of the log pauses", known, now);
        }
        long lag = Math.max(tail.lag(), known.head() - tail.position());
        if (tail.following() && lag > longestLag) {
            return new Report(Status.BEHIND, "The tail of the log is " + lag + " events behind", known, now);
        }
        return new Report(Status.UP, null, known, now);
    }

    private Report failed(Throwable error) {
        if (error instanceof R2dbcException refused && refused.getSqlState() != null) {
            if (MISSING.contains(refused.getSqlState())) {
                return new Report(
                        Status.UNFIT,
                        "The schema millrace_events is missing or older than this library: " + refused.getMessage(),
                        null,
                        vitals.get());
            }
            if ("42501".equals(refused.getSqlState())) {
                return new Report(
                        Status.UNFIT,
                        "This role may not use the event store, see grant_use: " + refused.getMessage(),
                        null,
                        vitals.get());
            }
        }
        return new Report(Status.UNREACHABLE, String.valueOf(error.getMessage()), null, vitals.get());
    }
}
