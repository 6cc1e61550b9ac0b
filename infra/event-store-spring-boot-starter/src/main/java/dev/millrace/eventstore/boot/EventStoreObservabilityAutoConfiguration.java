package dev.millrace.eventstore.boot;

import dev.millrace.eventstore.PostgresEventLog;
import dev.millrace.eventstore.meters.EventStoreMeters;
import dev.millrace.eventstore.meters.ParkingMeters;
import dev.millrace.eventstore.processing.EventProcessors;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Meters and health, where the application has Micrometer and Boot's health on its class path. */
@AutoConfiguration(after = EventStoreAutoConfiguration.class)
@ConditionalOnBean(PostgresEventLog.class)
public final class EventStoreObservabilityAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class Meters {

        @Bean
        @ConditionalOnMissingBean
        EventStoreMeters eventStoreMeters(PostgresEventLog log) {
            return new EventStoreMeters(log);
        }

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnBean(EventProcessors.class)
        @ConditionalOnProperty("millrace.event-store.parking.enabled")
        ParkingMeters parkingMeters(EventProcessors processors, EventStoreProperties properties) {
            return new ParkingMeters(processors, properties.parking().countedEvery());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ReactiveHealthIndicator.class)
    static class Health {

        @Bean
        @ConditionalOnMissingBean(name = "eventStoreHealthIndicator")
        ReactiveHealthIndicator eventStoreHealthIndicator(PostgresEventLog log, EventStoreProperties properties) {
            return new EventStoreHealthIndicator(log.health(properties.longestLag()));
        }
    }
}
