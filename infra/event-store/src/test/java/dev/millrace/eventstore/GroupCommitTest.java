package dev.millrace.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class GroupCommitTest {

    private record Row(String key, int number) {}

    private final List<List<Integer>> statements = new ArrayList<>();
    private final List<Sinks.Empty<Void>> ends = new ArrayList<>();
    private final GroupCommit<Row, String> commit = new GroupCommit<>(Row::key, this::statement);

    private Mono<Function<Row, String>> statement(List<Row> rows) {
        statements.add(rows.stream().map(Row::number).toList());
        Sinks.Empty<Void> end = Sinks.empty();
        ends.add(end);
        return end.asMono().thenReturn(row -> "done " + row.number());
    }

    @Test
    void the_first_row_waits_for_nobody_and_those_who_come_meanwhile_share_the_next_statement() {
        Mono<String> first = commit.write(new Row("a", 1));
        Mono<String> second = commit.write(new Row("b", 2));
        Mono<String> third = commit.write(new Row("c", 3));
        assertThat(statements).containsExactly(List.of(1));

        ends.get(0).tryEmitEmpty();
        assertThat(statements).containsExactly(List.of(1), List.of(2, 3));
        StepVerifier.create(first).expectNext("done 1").verifyComplete();

        ends.get(1).tryEmitEmpty();
        StepVerifier.create(Mono.zip(second, third))
                .assertNext(both -> assertThat(both).containsExactly("done 2", "done 3"))
                .verifyComplete();
    }

    @Test
    void rows_of_one_key_keep_their_order_and_never_share_a_statement() {
        commit.write(new Row("a", 1));
        commit.write(new Row("b", 2));
        commit.write(new Row("b", 3));
        commit.write(new Row("c", 4));
        commit.write(new Row("b", 5));
        for (int i = 0; i < 4; i++) {
            ends.get(i).tryEmitEmpty();
        }
        assertThat(statements).containsExactly(List.of(1), List.of(2, 4), List.of(3), List.of(5));
    }

    @Test
    void a_statement_that_fails_fails_its_own_rows_alone() {
        Mono<String> first = commit.write(new Row("a", 1));
        Mono<String> second = commit.write(new Row("b", 2));
        ends.get(0).tryEmitError(new IllegalStateException("the server is away"));
        ends.get(1).tryEmitEmpty();
        StepVerifier.create(first).verifyErrorMessage("the server is away");
        StepVerifier.create(second).expectNext("done 2").verifyComplete();
    }

    @Test
    void rows_that_follow_too_closely_wait_for_company() {
        VirtualTimeScheduler clock = VirtualTimeScheduler.getOrSet();
        try {
            GroupCommit<Row, String> paced = new GroupCommit<>(Row::key, this::statement, Duration.ofHours(1));
            for (int number = 0; number < GroupCommit.AT_ONCE; number++) {
                paced.write(new Row("a", 1));
                ends.getLast().tryEmitEmpty();
            }
            assertThat(statements).hasSize(GroupCommit.AT_ONCE);

            paced.write(new Row("b", 2));
            paced.write(new Row("c", 3));
            assertThat(statements).hasSize(GroupCommit.AT_ONCE);

            clock.advanceTimeBy(Duration.ofHours(1));
            assertThat(statements).hasSize(GroupCommit.AT_ONCE + 1).last().isEqualTo(List.of(2, 3));
        } finally {
            VirtualTimeScheduler.reset();
        }
    }
}
