package dev.millrace.sagas;

import dev.millrace.commandhandling.CommandHandling;
import dev.millrace.connections.Migrations;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.axon.PostgresTokenStore;
import dev.millrace.eventstore.decision.Commands;
import dev.millrace.http.YamlDefaults;
import dev.millrace.order.OrderSaga;
import dev.millrace.payment.ForbearingGateway;
import dev.millrace.payment.GatewayRecord;
import dev.millrace.payment.GatewaySettings;
import dev.millrace.payment.PaymentGateway;
import dev.millrace.payment.SandboxGateway;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.UUID;
import org.axonframework.common.configuration.AxonConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/** The process managers: what follows from an order's events, and the gateway that they ask. */
@Configuration(proxyBeanMethods = false)
@PropertySource(value = "classpath:sagas.yaml", factory = YamlDefaults.class)
@EnableConfigurationProperties({SagaSettings.class, GatewaySettings.class})
@Import(CommandHandling.class)
public class Sagas {

    private static final String SCHEMA = "sagas";
    private static final Duration TOKEN_PACE = Duration.ofMillis(500);

    @Bean
    WorkTable sagaWorkTable(ConnectionPool pool, Migrations migrations, SagaSettings settings) {
        migrations.migrate(SCHEMA, "db/" + SCHEMA);
        return new WorkTable(pool, settings.work().lease());
    }

    @Bean
    SandboxGateway sandboxGateway(GatewaySettings settings) {
        return new SandboxGateway(settings);
    }

    @Bean
    OrderProcesses orderProcesses(EventLog eventLog, SagaSettings settings) {
        return new OrderProcesses(eventLog, settings.remembered());
    }

    @Bean
    GatewayDesk gatewayDesk(
            SandboxGateway sandboxGateway,
            Commands commands,
            OrderProcesses orderProcesses,
            WorkTable sagaWorkTable,
            SagaSettings settings,
            GatewaySettings gateway) {
        PaymentGateway forbearing = new ForbearingGateway(sandboxGateway, gateway.circuit());
        var record = new GatewayRecord(gateway.retry().policy());
        return new GatewayDesk(
                forbearing,
                record,
                commands,
                orderProcesses,
                sagaWorkTable,
                settings.work().concurrency());
    }

    @Bean
    Steps sagaSteps(Commands commands, WorkTable sagaWorkTable, GatewayDesk gatewayDesk) {
        return new Steps(commands, sagaWorkTable, gatewayDesk);
    }

    @Bean
    OrderSaga orderSaga(SagaSettings settings) {
        return new OrderSaga(settings.reservationPeriod());
    }

    @Bean
    DueWork dueSagaWork(
            WorkTable sagaWorkTable,
            GatewayDesk gatewayDesk,
            Steps sagaSteps,
            OrderProcesses orderProcesses,
            OrderSaga orderSaga,
            SagaSettings settings) {
        return new DueWork(
                sagaWorkTable,
                gatewayDesk,
                sagaSteps,
                orderProcesses,
                orderSaga,
                settings.work().pollInterval());
    }

    @Bean
    OrderProcessor orderProcessor(
            AxonConfiguration axonConfiguration,
            ConnectionPool pool,
            OrderProcesses orderProcesses,
            OrderSaga orderSaga,
            Steps sagaSteps,
            SagaSettings settings) {
        var handling = new OrderEventHandling(orderProcesses, orderSaga, sagaSteps);
        // A name that no other process has, and this one will not have again: it must not take its own past for itself.
        var tokens = new PostgresTokenStore(pool, UUID.randomUUID().toString(), settings.claimTimeout());
        return new OrderProcessor(axonConfiguration, new SparingTokens(tokens, TOKEN_PACE), handling, settings);
    }

    @Bean
    SagaRun sagaRun(OrderProcessor orderProcessor, DueWork dueSagaWork) {
        return new SagaRun(orderProcessor, dueSagaWork);
    }

    @Bean
    SagaHealth sagasHealthIndicator(OrderProcessor orderProcessor, WorkTable sagaWorkTable, GatewayDesk gatewayDesk) {
        return new SagaHealth(orderProcessor, sagaWorkTable, gatewayDesk);
    }

    @Bean
    SagaMeters sagaMeters(OrderProcessor orderProcessor, GatewayDesk gatewayDesk) {
        return new SagaMeters(orderProcessor, gatewayDesk);
    }
}
