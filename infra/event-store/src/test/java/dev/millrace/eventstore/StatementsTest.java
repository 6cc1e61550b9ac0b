package dev.millrace.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

class StatementsTest {

    @Test
    void rows_come_in_order_though_another_thread_asks_for_them_bit_by_bit() {
        try (TestStore store = TestStore.fresh()) {
            Statements statements = new Statements(store.pool());
            List<Long> disorderly = Flux.range(0, 100)
                    .flatMap(
                            round -> statements
                                    .query(
                                            connection -> connection.createStatement(
                                                    "select n from generate_series(1, 5000) n"),
                                            row -> Statements.required(row, 0, Integer.class))
                                    .publishOn(Schedulers.parallel(), 3)
                                    .index()
                                    .filter(row -> row.getT1() + 1 != row.getT2())
                                    .map(row -> row.getT1())
                                    .take(1),
                            4)
                    .collectList()
                    .block(Duration.ofMinutes(2));
            assertThat(disorderly).isEmpty();
        }
    }
}
