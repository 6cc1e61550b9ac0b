package dev.millrace.eventstore.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.eventstore.EventStoreUnavailableException;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcRollbackException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TransientFailuresTest {

    @Test
    void what_says_nothing_about_the_event_passes_by_itself_also_as_a_cause() {
        List.<Throwable>of(
                        new EventStoreUnavailableException("away", null),
                        new TimeoutException(),
                        new ConnectException("refused"),
                        new IOException("Connection reset by peer"),
                        new R2dbcRollbackException("deadlock"),
                        new SQLTransientConnectionException(),
                        new OutOfMemoryError())
                .forEach(failure -> {
                    assertThat(TransientFailures.include(failure))
                            .as("%s", failure)
                            .isTrue();
                    assertThat(TransientFailures.include(new IllegalStateException(failure)))
                            .as("caused by %s", failure)
                            .isTrue();
                });
    }

    @Test
    void what_may_lie_with_the_event_does_not() {
        List.<Throwable>of(
                        new IllegalStateException(),
                        new NullPointerException(),
                        new FileNotFoundException(),
                        new R2dbcBadGrammarException("no such column"),
                        new SQLIntegrityConstraintViolationException(),
                        new StackOverflowError())
                .forEach(failure -> assertThat(TransientFailures.include(failure))
                        .as("%s", failure)
                        .isFalse());
    }
}
