package dev.millrace.sagas;

import dev.millrace.commandhandling.CommandHandling;
import dev.millrace.connections.Migrations;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.decision.Commands;
import dev.millrace.http.YamlDefaults;
import dev.millrace.processes.PortBinding;
import dev.millrace.processes.ProcessDefinition;
import dev.millrace.processes.Processes;
import dev.millrace.processes.StepWatch;
import dev.millrace.schema.BusinessEvent;
import io.r2dbc.pool.ConnectionPool;
import java.util.List;
import org.axonframework.common.configuration.AxonConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/**
 * The processes of all contexts, and the outside partners that they ask. What a context has of them is in its package, in a configuration named
 * {@code …Processing}.
 */
@Configuration(proxyBeanMethods = false)
@PropertySource(value = "classpath:sagas.yaml", factory = YamlDefaults.class)
@EnableConfigurationProperties(SagaSettings.class)
@Import({CommandHandling.class, ProcessAdministration.class})
@ComponentScan(basePackages = "dev.millrace", resourcePattern = "*/*Processing.class")
public class Sagas {

    private static final String SCHEMA = "processes";

    @Bean(destroyMethod = "") // ended by its run
    Processes processes(
            List<ProcessDefinition<?, ?, BusinessEvent>> definitions,
            List<PortBinding<?, ?>> ports,
            ObjectProvider<StepWatch> watch,
            EventLog eventLog,
            Commands commands,
            AxonConfiguration axonConfiguration,
            ConnectionPool pool,
            Migrations migrations,
            SagaSettings settings) {
        migrations.migrate(SCHEMA, "db/" + SCHEMA);
        return Processes.of(
                definitions,
                new ShopEvents(),
                ports,
                eventLog,
                commands,
                axonConfiguration,
                pool,
                settings.processes(),
                watch.getIfAvailable(() -> StepWatch.NOBODY));
    }

    @Bean
    ProcessRun processRun(Processes processes) {
        return new ProcessRun(processes);
    }

    @Bean
    ProcessHealth processesHealthIndicator(Processes processes) {
        return new ProcessHealth(processes);
    }

    @Bean
    ProcessMeters processMeters(Processes processes) {
        return new ProcessMeters(processes);
    }
}
