package dev.millrace.eventstore;

import static dev.millrace.eventstore.TestStore.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;

/** What a read costs must depend on what it finds, not on what lies in the log. */
class QueryPlanTest {

    private static final int EVENTS = 20_000;
    private static final String SEPARATOR = " || chr(31) || ";

    private static TestStore store;

    @BeforeAll
    static void fill() {
        store = TestStore.fresh();
        PostgresEventLog log = store.instance();
        Flux.range(0, EVENTS / 2_000)
                .concatMap(part -> log.append(
                        IntStream.range(part * 2_000, part * 2_000 + 2_000)
                                .mapToObj(i -> event("T" + i % 1_000, "order=" + i / 10, "sku=" + i % 500))
                                .toList(),
                        AppendCondition.none()))
                .blockLast(Duration.ofSeconds(60));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    /** Per criterion: tags, number of its set of types. Sets of types: 1 is T7 and T8, 2 is T9. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "a tag;                       'order=5';                       0;   10; 40",
                "one tag or another;          'order=5','order=6','sku=3';     0,0,0; 60; 240",
                "two tags together;           'order=5' + 'sku=53';            0;    1; 60",
                "a tag and types;             'sku=7';                         1;   20; 200",
                "types;                       '';                              1;   40; 200",
                "all of these;                'order=5','','sku=9' + 'order=1','sku=8'; 0,2,0,1; 50; 500"
            })
    void only_indexes_are_read_and_little_more_than_what_matches(
            String what, String tags, String types, int matching, int touched) throws SQLException {
        String criteria = "array[" + tags.replace(" + ", SEPARATOR) + "]";
        int count = criteria.split(",").length;
        String call = "select count(*) from millrace_events.read(array_fill(0::bigint, array[%d]), %s, array[%s],"
                        .formatted(count, criteria, types)
                + " array['T7' || chr(31) || 'T8', 'T9'], 9223372036854775807, 1000)";

        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // The last row is the head.
            assertThat(number(statement, call) - 1).as(what).isEqualTo(matching);
            try (ResultSet reads =
                    statement.executeQuery("select sum(seq_scan), sum(idx_tup_fetch) from pg_stat_xact_user_tables"
                            + " where schemaname = 'millrace_events'")) {
                reads.next();
                assertThat(reads.getLong(1))
                        .as("%s: tables read from end to end", what)
                        .isZero();
                assertThat(reads.getLong(2)).as("%s: rows touched", what).isBetween((long) matching, (long) touched);
            }
        }
    }

    @Test
    void the_plan_for_any_mix_of_tags_and_types_has_index_scans_alone() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            String plan = String.join("\n", plan(statement));

            assertThat(plan)
                    .doesNotContain("Seq Scan")
                    .contains("Index Only Scan using event_tags_pk", "Index Scan using events_pk")
                    .containsPattern("Index( Only)? Scan using events_by_type");
        }
    }

    /** The function's own query under the function's own settings, with placeholders where its parameters are. */
    private static List<String> plan(Statement statement) throws SQLException {
        statement.execute("""
                do $$ declare
                    source text := (select prosrc from pg_proc where oid = 'millrace_events.matching'::regproc);
                    setting text;
                begin
                    source := substr(source, strpos(source, 'return query') + length('return query'));
                    source := replace(left(source, strpos(source, ';') - 1), ' us)', ' chr(31))');
                    source := replace(source, ' us,', ' chr(31),');
                    source := replace(replace(replace(source, 'cr_after', '$1'), 'cr_tags', '$2'), 'cr_types', '$3');
                    source := replace(replace(replace(source, 'type_sets', '$4'), 'up_to', '$5'), 'at_most', '$6');
                    foreach setting in array (select proconfig from pg_proc where oid = 'millrace_events.matching'::regproc) loop
                        perform set_config(split_part(setting, '=', 1), split_part(setting, '=', 2), false)
                        where setting not like 'search_path%';
                    end loop;
                    execute 'prepare matching (bigint[], text[], int[], text[], bigint, bigint) as ' || source;
                end $$""");
        List<String> lines = new ArrayList<>();
        try (ResultSet plan = statement.executeQuery(
                "explain execute matching ('{0}', '{order=5}', '{0}', '{}', 9223372036854775807, 1000)")) {
            while (plan.next()) {
                lines.add(plan.getString(1));
            }
        }
        return lines;
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                store.address().jdbcUrl(),
                store.address().username(),
                store.address().password());
    }
}
