package dev.millrace.eventstore.boot;

import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.boot.EventStoreProperties.Parking;
import dev.millrace.eventstore.boot.EventStoreProperties.Processors;
import dev.millrace.eventstore.configuration.EventStoreConfigurer;
import dev.millrace.eventstore.configuration.EventStoreSetup;
import dev.millrace.eventstore.decision.Commands;
import dev.millrace.eventstore.decision.Decisions;
import dev.millrace.eventstore.erasure.Erasure;
import dev.millrace.eventstore.processing.EventProcessors;
import dev.millrace.eventstore.processing.ParkingSettings;
import dev.millrace.evolution.Upcasters;
import java.util.List;
import java.util.function.UnaryOperator;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.common.configuration.Configuration;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.eventhandling.configuration.EventProcessorModule;
import org.axonframework.messaging.eventhandling.gateway.EventGateway;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessorConfiguration;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessorModule;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.axonframework.messaging.queryhandling.configuration.QueryHandlingModule;
import org.axonframework.messaging.queryhandling.gateway.QueryGateway;
import org.axonframework.modelling.configuration.EntityModule;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/**
 * Axon on the event log: beans with {@code @CommandHandler} and {@code @QueryHandler} methods are registered with the buses, each
 * bean with {@code @EventHandler} methods is served by a pooled streaming processor that has the bean's name, beans that are an
 * {@link EntityModule} are registered as entities.
 */
@AutoConfiguration(
        after = EventStoreAutoConfiguration.class,
        afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnBean({EventLog.class, TokenStore.class})
@ConditionalOnMissingBean(AxonConfiguration.class)
public final class AxonOnEventStoreAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    EventClasses eventClasses(ConfigurableListableBeanFactory beans) {
        return EventClassesScan.of(
                AutoConfigurationPackages.has(beans) ? AutoConfigurationPackages.get(beans) : List.of(),
                beans.getBeanClassLoader());
    }

    @Bean(destroyMethod = "")
    AxonConfiguration axonConfiguration(
            EventLog log,
            TokenStore tokens,
            EventClasses events,
            EventStoreProperties properties,
            ObjectProvider<EventStorageEngine> engine,
            ObjectProvider<JsonMapper> mappers,
            ObjectProvider<Upcasters> upcasters,
            ObjectProvider<Erasure> erasure,
            ObjectProvider<EntityModule<?, ?>> entities,
            ObjectProvider<EventProcessorCustomizer> processorCustomizers,
            ObjectProvider<EventProcessors> processors,
            ObjectProvider<ParkingSettings> parkingSettings,
            ObjectProvider<EventStoreCustomizer> customizers,
            ConfigurableListableBeanFactory beans) {
        JsonMapper mapper = mappers.getIfUnique(() -> JsonMapper.builder().build());
        EventStorageEngine other = engine.getIfUnique();
        EventSourcingConfigurer configurer = other == null
                ? EventStoreConfigurer.on(new EventStoreSetup(
                        log,
                        mapper,
                        List.copyOf(events.classes()),
                        upcasters.getIfUnique(Upcasters::none),
                        erasure.getIfUnique()))
                : EventStoreConfigurer.on(other, mapper, events.classes());
        entities.orderedStream().forEach(configurer::registerEntity);
        HandlerBeans handlers = HandlerBeans.in(beans);
        registerCommandHandlers(configurer, handlers.commands(), beans);
        registerQueryHandlers(configurer, handlers.queries(), beans);
        UnaryOperator<PooledStreamingEventProcessorModule> attached = attached(
                other == null ? processors.getIfUnique() : null,
                properties.parking(),
                parkingSettings.getIfUnique(() -> settings(properties.parking())));
        for (String name : handlers.events()) {
            registerProcessor(configurer, name, beans, attached, (configuration, settings) -> {
                PooledStreamingEventProcessorConfiguration result =
                        withDefaults(configuration, settings, tokens, properties.processors());
                for (EventProcessorCustomizer customizer :
                        processorCustomizers.orderedStream().toList()) {
                    result = customizer.customize(name, result);
                }
                return result;
            });
        }
        customizers.orderedStream().forEach(customizer -> customizer.customize(configurer));
        return configurer.build();
    }

    /** Parking and replays need the log and its tokens; other engines and token stores go without. */
    private static UnaryOperator<PooledStreamingEventProcessorModule> attached(
            @Nullable EventProcessors processors, Parking parking, ParkingSettings settings) {
        if (processors == null && parking.enabled()) {
            throw new MisconfiguredEventStoreException(
                    "Events can't be parked: the application has an engine or a token store of its own.",
                    "Set millrace.event-store.parking.enabled=false, or leave both to the event store.");
        }
        return module -> processors == null
                ? module
                : parking.enabled() ? processors.parking(module, settings) : processors.attach(module);
    }

    private static ParkingSettings settings(Parking parking) {
        return ParkingSettings.DEFAULT
                .atMost(parking.maxSequences(), parking.maxEvents())
                .retryTimeout(parking.retryTimeout());
    }

    private static PooledStreamingEventProcessorConfiguration withDefaults(
            Configuration configuration,
            PooledStreamingEventProcessorConfiguration settings,
            TokenStore tokens,
            Processors processors) {
        return settings.initialSegmentCount(processors.segments())
                .batchSize(processors.batchSize())
                .tokenStore(tokens)
                .unitOfWorkFactory(EventStoreConfigurer.unitsOfWorkOnVirtualThreads(configuration));
    }

    private static void registerCommandHandlers(
            EventSourcingConfigurer configurer, List<String> names, ConfigurableListableBeanFactory beans) {
        if (names.isEmpty()) {
            return;
        }
        var handlers = CommandHandlingModule.named("command-handler-beans").commandHandlers();
        for (String name : names) {
            handlers = handlers.annotatedCommandHandlingComponent(configuration -> beans.getBean(name));
        }
        configurer.registerCommandHandlingModule(handlers);
    }

    private static void registerQueryHandlers(
            EventSourcingConfigurer configurer, List<String> names, ConfigurableListableBeanFactory beans) {
        if (names.isEmpty()) {
            return;
        }
        var handlers = QueryHandlingModule.named("query-handler-beans").queryHandlers();
        for (String name : names) {
            handlers = handlers.annotatedQueryHandlingComponent(configuration -> beans.getBean(name));
        }
        configurer.registerQueryHandlingModule(handlers);
    }

    @FunctionalInterface
    private interface Settings {
        PooledStreamingEventProcessorConfiguration apply(
                Configuration configuration, PooledStreamingEventProcessorConfiguration settings);
    }

    private static void registerProcessor(
            EventSourcingConfigurer configurer,
            String name,
            ConfigurableListableBeanFactory beans,
            UnaryOperator<PooledStreamingEventProcessorModule> attached,
            Settings settings) {
        var processor = EventProcessorModule.pooledStreaming(name)
                .eventHandlingComponents(components -> components.autodetected(configuration -> beans.getBean(name)))
                .customized(settings::apply);
        configurer.messaging(messaging -> messaging.eventProcessing(
                processing -> processing.pooledStreaming(streaming -> streaming.processor(attached.apply(processor)))));
    }

    /** Starts before servers accept requests, ends after they have ceased to. */
    @Bean
    SmartLifecycle axonLifecycle(AxonConfiguration axonConfiguration) {
        return new AxonLifecycle(axonConfiguration);
    }

    @Bean
    @ConditionalOnMissingBean
    CommandGateway commandGateway(AxonConfiguration axonConfiguration) {
        return axonConfiguration.getComponent(CommandGateway.class);
    }

    @Bean
    @ConditionalOnMissingBean
    QueryGateway queryGateway(AxonConfiguration axonConfiguration) {
        return axonConfiguration.getComponent(QueryGateway.class);
    }

    @Bean
    @ConditionalOnMissingBean
    EventGateway eventGateway(AxonConfiguration axonConfiguration) {
        return axonConfiguration.getComponent(EventGateway.class);
    }

    @Bean
    @ConditionalOnMissingBean
    Commands commands(AxonConfiguration axonConfiguration) {
        return axonConfiguration.getComponent(Commands.class);
    }

    @Bean
    @ConditionalOnMissingBean
    Decisions decisions(AxonConfiguration axonConfiguration) {
        return axonConfiguration.getComponent(Decisions.class);
    }
}
