package dev.millrace.eventstore.boot;

import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.EventStoreConnections;
import dev.millrace.eventstore.EventStoreMigrations;
import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.axon.PostgresTokenStore;
import dev.millrace.eventstore.erasure.Erasure;
import dev.millrace.eventstore.erasure.ErasureSettings;
import dev.millrace.eventstore.erasure.MasterKeys;
import dev.millrace.eventstore.processing.EventProcessors;
import dev.millrace.eventstore.processing.ParkedEvents;
import dev.millrace.eventstore.processing.Replays;
import io.r2dbc.spi.ConnectionFactory;
import java.util.UUID;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * The event log and the token store on PostgreSQL, the schema migrated first, and what is done with processors by call. The database is that of {@code
 * millrace.event-store.url}, or of the application's {@code ConnectionFactory}, or of {@code spring.r2dbc.url}.
 */
@AutoConfiguration(afterName = "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration")
@ConditionalOnProperty(name = "millrace.event-store.enabled", matchIfMissing = true)
@EnableConfigurationProperties(EventStoreProperties.class)
public final class EventStoreAutoConfiguration {

    /** That the schema is there: migrated, or somebody else's task. */
    record Schema() {}

    @Bean
    StoreConnections eventStoreConnections(
            EventStoreProperties properties, Environment environment, ObjectProvider<ConnectionFactory> factories) {
        ConnectionFactory factory = properties.url() == null ? factories.getIfUnique() : null;
        if (factory != null) {
            return new StoreConnections(factory, false);
        }
        Access access = Access.of(properties, environment);
        if (access == null) {
            throw new MisconfiguredEventStoreException(
                    "The event store has no database: there is neither millrace.event-store.url, nor one (primary)"
                            + " ConnectionFactory, nor spring.r2dbc.url.",
                    "Set millrace.event-store.url (r2dbc:postgresql://host:port/database), username and password, or"
                            + " millrace.event-store.enabled=false.");
        }
        try {
            return new StoreConnections(
                    EventStoreConnections.pool(
                            access.url(), access.username(), access.password(), properties.poolSize()),
                    true);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new MisconfiguredEventStoreException(
                    "The event store can't use " + access + ": " + e.getMessage(),
                    "The URL is to be r2dbc:postgresql://host:port/database, and there must be a user name.");
        }
    }

    @Bean
    Schema eventStoreSchema(EventStoreProperties properties, Environment environment) {
        if (!properties.migrations().enabled()) {
            return new Schema();
        }
        Access access = Access.forMigrations(properties.migrations(), Access.of(properties, environment));
        try {
            EventStoreMigrations.migrate(
                    access.url(),
                    access.username() == null ? "" : access.username(),
                    access.password() == null ? "" : access.password());
        } catch (RuntimeException e) {
            throw new IllegalStateException("The event store's schema could not be migrated with " + access, e);
        }
        return new Schema();
    }

    @Bean
    @ConditionalOnMissingBean(EventLog.class)
    PostgresEventLog eventLog(StoreConnections connections, Schema schema, EventStoreProperties properties) {
        return PostgresEventLog.on(connections.factory(), properties.queueCapacity());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty("millrace.event-store.erasure.master-keys")
    Erasure erasure(StoreConnections connections, Schema schema, EventStoreProperties properties) {
        EventStoreProperties.Erasing erasing = properties.erasure();
        try {
            return Erasure.on(
                    connections.factory(),
                    new ErasureSettings(
                            MasterKeys.parse(erasing.masterKeys()),
                            erasing.marker(),
                            erasing.keysKept(),
                            erasing.keysInMemory()));
        } catch (IllegalArgumentException e) {
            throw new MisconfiguredEventStoreException(
                    "millrace.event-store.erasure is not fit for use: " + e.getMessage(),
                    "A master key is id:key, the key 32 random bytes in base64 (openssl rand -base64 32).");
        }
    }

    @Bean
    @ConditionalOnMissingBean(TokenStore.class)
    PostgresTokenStore tokenStore(StoreConnections connections, Schema schema, EventStoreProperties properties) {
        String node = properties.node() == null ? UUID.randomUUID().toString() : properties.node();
        return new PostgresTokenStore(
                connections.factory(), node, properties.tokens().claimTimeout());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(PostgresTokenStore.class)
    EventProcessors eventProcessors(StoreConnections connections, PostgresTokenStore tokens) {
        return EventProcessors.on(connections.factory(), tokens);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(EventProcessors.class)
    ParkedEvents parkedEvents(EventProcessors processors) {
        return processors.parked();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(EventProcessors.class)
    Replays replays(EventProcessors processors) {
        return processors.replays();
    }
}
