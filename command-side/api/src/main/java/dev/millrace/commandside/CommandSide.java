package dev.millrace.commandside;

import dev.millrace.commandhandling.CommandHandling;
import dev.millrace.connections.Migrations;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.decision.Commands;
import dev.millrace.http.Entries;
import dev.millrace.http.HttpConventions;
import dev.millrace.http.ProblemMapping;
import dev.millrace.http.ProblemMeanings;
import dev.millrace.http.YamlDefaults;
import dev.millrace.representation.Representations;
import io.r2dbc.pool.ConnectionPool;
import io.swagger.v3.core.converter.ModelConverter;
import jakarta.validation.Validator;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/** The command side: the write API, and the domain behind it. What a context has of it is in its package, in a configuration named {@code …Writing}. */
@Configuration(proxyBeanMethods = false)
@PropertySource(value = "classpath:command-side.yaml", factory = YamlDefaults.class)
@EnableConfigurationProperties({CommandSettings.class, IdempotencySettings.class})
@Import({HttpConventions.class, CommandHandling.class, Representations.class})
@ComponentScan(basePackages = "dev.millrace", resourcePattern = "*/*Writing.class")
public class CommandSide {

    private static final String SCHEMA = "command_side";

    @Bean
    CommandSideDatabase commandSideDatabase(ConnectionPool pool, Migrations migrations, CommandSettings settings) {
        migrations.migrate(SCHEMA, "db/" + SCHEMA);
        return new CommandSideDatabase(pool, settings.timeout());
    }

    @Bean
    IdempotencyKeys idempotencyKeys(
            CommandSideDatabase commandSideDatabase, IdempotencySettings settings, CommandSettings commands) {
        return new IdempotencyKeys(commandSideDatabase, settings.outlasting(commands));
    }

    @Bean
    Purge idempotencyPurge(IdempotencyKeys keys, IdempotencySettings settings) {
        return new Purge("idempotency keys", limit -> keys.purge(settings.retention(), limit));
    }

    @Bean
    Writes writes(
            Commands commands,
            EventLog eventLog,
            IdempotencyKeys keys,
            CommandSettings settings,
            IdempotencySettings idempotency) {
        return new Writes(commands, eventLog, keys, settings, idempotency);
    }

    @Bean
    Batches batches(Writes writes, Validator validator) {
        return new Batches(writes, new Entries(validator));
    }

    /** As fine as what every store keeps. */
    @Bean
    Clock commandClock() {
        return Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
    }

    @Bean
    WriteDocumentation writeDocumentation() {
        return new WriteDocumentation();
    }

    @Bean
    ProblemMeanings writeProblems() {
        return WriteProblems.MEANINGS;
    }

    @Bean
    ModelConverter textSchemas() {
        return new TextSchemas();
    }

    @Bean
    ProblemMapping commandProblems() {
        return Writes::problemOf;
    }
}
