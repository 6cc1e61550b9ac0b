package dev.millrace.projections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connections.Migrations;
import dev.millrace.connections.PostgresConnection;
import dev.millrace.local.PostgresAddress;
import dev.millrace.projections.Generation.State;
import dev.millrace.readmodels.LiveKeys;
import dev.millrace.readmodels.Standing;
import dev.millrace.readmodels.Standings;
import dev.millrace.testing.TestServers;
import io.r2dbc.pool.ConnectionPool;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** How far a read model is belongs to the generation that answers, and not to one that its partitions have gone on to. */
class StandingTest {

    @Test
    void a_generation_that_partitions_have_left_is_as_far_as_it_was_then() {
        try (ConfigurableApplicationContext context = context()) {
            context.getBean(Migrations.class).migrate("projections", "db/projections");
            ConnectionPool pool = context.getBean(ConnectionPool.class);
            Transactions transactions = new Transactions(pool);
            GenerationTable generations = new GenerationTable(transactions, Map.of(LiveKeys.PROJECTION, "1"));
            PartitionTable partitions = new PartitionTable(transactions);
            Standings standings = new Standings(pool);

            generations.begin(LiveKeys.PROJECTION).block();
            partitions.ensure(LiveKeys.PROJECTION, 2).block();
            partitions.save(LiveKeys.PROJECTION, Map.of(0, 10L, 1, 12L)).block();
            assertThat(live(standings)).isEqualTo(new Standing(1, 10));

            generations.build(LiveKeys.PROJECTION).block();
            partitions.move(LiveKeys.PROJECTION, 0, 2, 10).block();
            partitions.save(LiveKeys.PROJECTION, Map.of(0, 50L, 1, 60L)).block();
            assertThat(live(standings)).as("one partition has gone on").isEqualTo(new Standing(1, 10));

            generations.lost(generation(2)).block();
            partitions.move(LiveKeys.PROJECTION, 0, 3, 50).block();
            partitions.save(LiveKeys.PROJECTION, Map.of(0, 80L)).block();
            assertThat(live(standings)).as("and further on").isEqualTo(new Standing(1, 10));

            partitions.move(LiveKeys.PROJECTION, 1, 3, 60).block();
            generations.switchTo(generation(3)).block();
            assertThat(live(standings)).as("readers follow").isEqualTo(new Standing(3, 60));
        }
    }

    private static Standing live(Standings standings) {
        return standings.now().block().get(LiveKeys.PROJECTION);
    }

    private static Generation generation(long number) {
        return new Generation(
                LiveKeys.PROJECTION, number, State.BUILDING, 0, 0, null, 0, Instant.now(), null, false, "1");
    }

    private static ConfigurableApplicationContext context() {
        PostgresAddress postgres = TestServers.freshDatabase();
        return new SpringApplicationBuilder(PostgresConnection.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of(
                        "millrace.postgres.host", postgres.host(),
                        "millrace.postgres.port", postgres.port(),
                        "millrace.postgres.database", postgres.database(),
                        "millrace.postgres.username", postgres.username(),
                        "millrace.postgres.password", postgres.password(),
                        "spring.main.banner-mode", "off"))
                .run();
    }
}
