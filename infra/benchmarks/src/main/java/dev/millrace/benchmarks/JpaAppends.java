package dev.millrace.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.eventstore.axon.JsonConverter;
import dev.millrace.local.PostgresAddress;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateBasedJpaEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateEventEntry;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.transaction.Transaction;
import org.axonframework.messaging.core.unitofwork.transaction.TransactionManager;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.conversion.DelegatingEventConverter;
import org.axonframework.messaging.eventstreaming.Tag;
import org.hibernate.cfg.AvailableSettings;
import tools.jackson.databind.json.JsonMapper;

/** Axon's own engine over JPA: a transaction per append, each the first event of an aggregate. */
final class JpaAppends implements AutoCloseable {

    private final HikariDataSource connections;
    private final EntityManagerFactory entityManagers;
    private final AggregateBasedJpaEventStorageEngine engine;

    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<EntityManager> current = new ThreadLocal<>();

    JpaAppends(PostgresAddress address, int most) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(address.jdbcUrl());
        pool.setUsername(address.username());
        pool.setPassword(address.password());
        pool.setMaximumPoolSize(most);
        pool.setAutoCommit(false);
        connections = new HikariDataSource(pool);
        entityManagers = new PersistenceConfiguration("events")
                .managedClass(AggregateEventEntry.class)
                .property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, connections)
                .property(AvailableSettings.JAKARTA_HBM2DDL_DATABASE_ACTION, "create")
                .property(AvailableSettings.DIALECT, ByteaDialect.class.getName())
                .property(AvailableSettings.CONNECTION_PROVIDER_DISABLES_AUTOCOMMIT, true)
                .createEntityManagerFactory();
        engine = new AggregateBasedJpaEventStorageEngine(
                () -> Objects.requireNonNull(current.get()),
                new Transactions(),
                new DelegatingEventConverter(
                        new JsonConverter(JsonMapper.builder().build())),
                configuration -> configuration);
    }

    Load.Measured load(int clients, Duration duration) {
        return BlockingLoad.closed(clients, duration, () -> this::append);
    }

    private Object append() throws Exception {
        EventMessage event = new GenericEventMessage(
                SampleEvents.id().toString(),
                new MessageType(SampleEvents.TYPE),
                SampleEvents.PAYLOAD,
                SampleEvents.METADATA,
                Instant.now());
        Tag order = Tag.of("order", SampleEvents.id().toString());
        return engine.appendEvents(
                        AppendCondition.none(), null, List.of(new GenericTaggedEventMessage<>(event, Set.of(order))))
                .get()
                .commit(null)
                .get();
    }

    @Override
    public void close() {
        engine.close();
        entityManagers.close();
        connections.close();
    }

    private final class Transactions implements TransactionManager {

        @Override
        public Transaction startTransaction() {
            EntityManager entityManager = entityManagers.createEntityManager();
            current.set(entityManager);
            entityManager.getTransaction().begin();
            return new Transaction() {
                @Override
                public void commit() {
                    try {
                        entityManager.getTransaction().commit();
                    } finally {
                        end(entityManager);
                    }
                }

                @Override
                public void rollback() {
                    try {
                        entityManager.getTransaction().rollback();
                    } finally {
                        end(entityManager);
                    }
                }
            };
        }

        private void end(EntityManager entityManager) {
            current.remove();
            entityManager.close();
        }
    }
}
