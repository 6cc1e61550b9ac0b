package dev.millrace.benchmarks;

import dev.millrace.eventstore.chain.EventChain;
import dev.millrace.local.PostgresAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import reactor.core.publisher.Mono;

/**
 * Measures the event store beside its peers, on one server, in turns: each round measures everybody once, and the median of the
 * rounds counts. A first round warms up and does not count. Client and server share the machine.
 *
 * <p>System properties: {@code store.seconds} per measurement (10), {@code store.rounds} (5), {@code store.events} stored before
 * (100,000), {@code store.large} up to which another log is then filled, to append to it and to one of {@code store.events} in
 * turns (5,000,000; 0 leaves it out).
 */
public final class StoreBenchmark {

    private static final int[] IN_FLIGHT = {1, 8, 64, 256};
    private static final int MANY = 256;
    private static final int PLAIN_CONNECTIONS = 32;
    private static final int LONG = 100_000;
    private static final int SHORT = 10;
    private static final int PERSONAL_READ = 20_000;
    private static final String CLEAR = "appends of a personal value, 256 in flight, with chain";
    private static final String ENCRYPTED = "the same, encrypted";
    private static final String READ_CLEAR = "reading them, events/s";
    private static final String READ_ENCRYPTED = "reading them, decrypted, events/s";
    private static final String ON_SMALL = "conditional appends, 256 in flight, with chain, small log";
    private static final String ON_LARGE = "conditional appends, 256 in flight, with chain, large log";

    private final Duration duration = Duration.ofSeconds(Integer.getInteger("store.seconds", 10));
    private final int rounds = Integer.getInteger("store.rounds", 5);
    private final long events = Long.getLong("store.events", 100_000);
    private final long large = Long.getLong("store.large", 5_000_000);

    private final List<String> ratios = new ArrayList<>();

    private StoreBenchmark() {}

    /** The file to write the tables to is the one argument. */
    public static void main(String[] arguments) throws IOException {
        Results.write(Path.of(arguments[0]), new StoreBenchmark()::run);
    }

    private String run(Path folder) {
        try (StoreDatabases databases = new StoreDatabases(folder.resolve("servers"));
                StoreAppends chained = StoreAppends.batched(databases.eventStore("chained", true));
                StoreAppends unchained = StoreAppends.batched(databases.eventStore("unchained", false));
                StoreAppends single = StoreAppends.single(databases.eventStore("single", false), MANY);
                JpaAppends jpa = new JpaAppends(databases.empty("jpa"), PLAIN_CONNECTIONS);
                PlainInserts plain = new PlainInserts(databases.empty("plain"), folder, PLAIN_CONNECTIONS)) {
            say("filling up to %,d events", events);
            chained.fillUpTo(events);
            unchained.fillUpTo(events);
            single.fillUpTo(events);

            Samples samples = new Samples();
            PostgresAddress log = databases.eventStore("boundaries", true);
            for (int round = 0; round <= rounds; round++) {
                say(round == 0 ? "warming up" : "round %d of %d", round, rounds);
                Samples counted = counted(samples, round);
                peers(counted, plain, jpa, single);
                appends(counted, chained, unchained, round % 2 == 0);
            }
            say("reading");
            reads(samples, databases, unchained);
            say("the chain");
            chain(samples, chained, unchained);
            say("encryption");
            encryption(samples, databases.eventStore("clear", true), databases.eventStore("encrypted", true));
            say("boundaries");
            boundaries(samples, log);
            if (large > 0) {
                say("filling up to %,d events", large);
                large(samples, databases);
            }
            ratios(samples);
            return tables(samples, databases.described());
        }
    }

    /** The first round's don't. */
    private static Samples counted(Samples samples, int round) {
        return round == 0 ? new Samples() : samples;
    }

    private void peers(Samples samples, PlainInserts plain, JpaAppends jpa, StoreAppends single) {
        samples.add("INSERT+COMMIT, 32 connections (JDBC)", plain.overJdbc(PLAIN_CONNECTIONS, duration));
        plain.overPgbench(PLAIN_CONNECTIONS, duration)
                .ifPresent(rate -> samples.add("INSERT+COMMIT, 32 connections (pgbench)", rate));
        samples.add("Axon's JPA engine, 256 in flight over 32 connections", jpa.load(MANY, duration));
        samples.add("a lock per append, 256 in flight over 32 connections", single.load(MANY, duration));
        // Next to the single appends.
        samples.add("INSERT+COMMIT, 1 connection (JDBC)", plain.overJdbc(1, duration));
    }

    /** Who goes first changes from round to round. */
    private void appends(Samples samples, StoreAppends chained, StoreAppends unchained, boolean chainedFirst) {
        for (int inFlight : IN_FLIGHT) {
            for (boolean chain : new boolean[] {chainedFirst, !chainedFirst}) {
                samples.add(appends(inFlight, chain), (chain ? chained : unchained).load(inFlight, duration));
            }
        }
    }

    private static String appends(int inFlight, boolean chained) {
        return "conditional appends, %d in flight%s".formatted(inFlight, chained ? ", with chain" : "");
    }

    private void reads(Samples samples, StoreDatabases databases, StoreAppends appends) {
        PostgresAddress address = databases.address("unchained");
        StoreDatabases.execute(address, "vacuum analyze");
        for (int round = 0; round <= rounds; round++) {
            double jdbc = TailReads.ofJdbc(address, events);
            double log = TailReads.ofLog(appends.log(0), events);
            if (round > 0) {
                samples.add("tail read, JDBC with fetch size 5,000, events/s", jdbc);
                samples.add("tail read, the log, events/s", log);
            }
        }
    }

    private static void chain(Samples samples, StoreAppends chained, StoreAppends unchained) {
        EventChain chain = EventChain.on(chained.pool());
        for (int round = 0; round < 3; round++) {
            samples.add(
                    "verifying the chain, events/s",
                    eventsPerSecond(chain, chain.verify().last()));
        }
        EventChain begun = EventChain.on(unchained.pool());
        samples.add(
                "sealing what was there before the chain, events/s",
                eventsPerSecond(begun, begun.enable().last()));
    }

    private static double eventsPerSecond(EventChain chain, Mono<?> work) {
        long begin = System.nanoTime();
        work.block(Duration.ofHours(1));
        double seconds = (System.nanoTime() - begin) / 1e9;
        return chain.state().blockOptional(Duration.ofMinutes(1)).orElseThrow().events() / seconds;
    }

    private void encryption(Samples samples, PostgresAddress clearAt, PostgresAddress encryptedAt) {
        try (StoreAppends clearStore = StoreAppends.batched(clearAt);
                StoreAppends encryptedStore = StoreAppends.batched(encryptedAt)) {
            PersonalEvents clear = new PersonalEvents(clearStore);
            PersonalEvents encrypted = new PersonalEvents(encryptedStore);
            for (int round = 0; round <= rounds; round++) {
                Samples counted = counted(samples, round);
                counted.add(CLEAR, clear.clear(MANY, duration));
                counted.add(ENCRYPTED, encrypted.encrypted(MANY, duration));
                counted.add(READ_CLEAR, clear.readAsTheyAre(PERSONAL_READ));
                counted.add(READ_ENCRYPTED, encrypted.readDecrypted(PERSONAL_READ));
            }
        }
    }

    private void boundaries(Samples samples, PostgresAddress address) {
        try (StoreAppends store = StoreAppends.batched(address)) {
            LongBoundary.fill(store.log(0), "short", SHORT);
            LongBoundary.fill(store.log(0), "long", LONG);
            try (var warm = new LongBoundary.Application(store.log(0))) {
                warm.load("short", duration);
                warm.load("long", duration);
                for (int round = 0; round < rounds; round++) {
                    // A shelf that stays as short as it was.
                    String shelf = "short-" + round;
                    LongBoundary.fill(store.log(0), shelf, SHORT);
                    samples.add("command on a boundary with 10 events", warm.load(shelf, duration));
                    samples.add("command on a boundary with 100,000 events", warm.load("long", duration));
                }
            }
            for (int round = 0; round < Math.max(3, rounds); round++) {
                LongBoundary.fill(store.log(0), "other", 1);
                try (var restarted = new LongBoundary.Application(store.log(0))) {
                    // Classes and plans are warm; states are not.
                    restarted.one("other");
                    samples.add("first command after a restart, 10 events, ms", restarted.one("short-0"));
                    samples.add("first command after a restart, 100,000 events, ms", restarted.one("long"));
                }
            }
        }
    }

    /** The small log is a new one in each round, so that it stays small. */
    private void large(Samples samples, StoreDatabases databases) {
        try (StoreAppends full = StoreAppends.batched(databases.eventStore("large", true))) {
            full.fillUpTo(large);
            for (int round = 0; round <= rounds; round++) {
                PostgresAddress address = databases.eventStore("small" + round, true);
                try (StoreAppends small = StoreAppends.batched(address)) {
                    small.fillUpTo(events);
                    // What filling left to do is not the appends' to pay.
                    StoreDatabases.execute(address, "vacuum analyze");
                    StoreDatabases.execute(databases.address("large"), "vacuum analyze");
                    databases.checkpoint();
                    Samples counted = counted(samples, round);
                    counted.add(ON_SMALL, small.load(MANY, duration));
                    counted.add(ON_LARGE, full.load(MANY, duration));
                }
            }
        }
    }

    private void ratios(Samples samples) {
        String store = appends(MANY, false);
        String pgbench = "INSERT+COMMIT, 32 connections (pgbench)";
        String jdbc = "INSERT+COMMIT, 32 connections (JDBC)";
        boolean faster = samples.has(pgbench) && samples.median(pgbench) > samples.median(jdbc);
        ratio(
                "appends/s at 256 in flight / INSERT+COMMIT per event at 32 connections",
                samples.ratio(store, faster ? pgbench : jdbc),
                "at least 1.5");
        ratio(
                "the same / Axon's JPA engine",
                samples.ratio(store, "Axon's JPA engine, 256 in flight over 32 connections"),
                "at least 5");
        ratio(
                "the same / a lock per append",
                samples.ratio(store, "a lock per append, 256 in flight over 32 connections"),
                "at least 10");
        ratio(
                "p50 of an idle single append / plain INSERT+COMMIT",
                samples.ratio(appends(1, false) + ", p50 ms", "INSERT+COMMIT, 1 connection (JDBC), p50 ms"),
                "at most 2.5");
        ratio(
                "tail read / JDBC with fetch size 5,000",
                samples.ratio("tail read, the log, events/s", "tail read, JDBC with fetch size 5,000, events/s"),
                "at least 0.7");
        ratio(
                "p50 of a command on 100,000 events / on 10, warm",
                samples.ratio(
                        "command on a boundary with 100,000 events, p50 ms",
                        "command on a boundary with 10 events, p50 ms"),
                "at most 2");
        ratio(
                "the same, first after a restart",
                samples.ratio(
                        "first command after a restart, 100,000 events, ms",
                        "first command after a restart, 10 events, ms"),
                "at most 2");
        if (large > 0) {
            ratio(
                    "append cost at %,d events / at %,d".formatted(large, events),
                    samples.ratio(ON_SMALL, ON_LARGE),
                    "at most 1.5");
        }
        for (int inFlight : IN_FLIGHT) {
            cost(
                    "cost of the hash chain, %d in flight".formatted(inFlight),
                    samples.ratio(appends(inFlight, true), appends(inFlight, false)),
                    "at most 15 %");
        }
        cost("cost of encrypting a value of each event, 256 in flight", samples.ratio(ENCRYPTED, CLEAR), "none set");
        cost("cost of decrypting it, of a read", samples.ratio(READ_ENCRYPTED, READ_CLEAR), "none set");
    }

    private void cost(String name, double kept, String aim) {
        row(name, String.format(Locale.ROOT, "%.1f %%", 100 * (1 - kept)), aim);
    }

    private void ratio(String name, double value, String aim) {
        row(name, String.format(Locale.ROOT, "%.2f", value), aim);
    }

    private void row(String name, String value, String aim) {
        ratios.add("| %s | %s | %s |".formatted(name, value, aim));
    }

    private String tables(Samples samples, String server) {
        return """
                # The event store, measured

                %s, on %s; %s. Client and server share the machine. Events of %d bytes of payload, %,d stored before; medians of
                %d rounds of %d s, everybody in turn; a ratio is the median of the rounds' ratios. Regenerate with `./mvnw -Pstore-benchmarks test-compile`.

                | measure | value | aim |
                |---|---|---|
                %s

                | in detail (per second unless it says otherwise) | median | least | most |
                |---|---|---|---|
                %s
                """.formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Machine.described(),
                        server,
                        SampleEvents.PAYLOAD.length,
                        events,
                        rounds,
                        duration.toSeconds(),
                        String.join("\n", ratios),
                        String.join("\n", samples.rows()));
    }

    private static void say(String format, Object... values) {
        System.out.println("… " + String.format(Locale.ROOT, format, values));
    }
}
