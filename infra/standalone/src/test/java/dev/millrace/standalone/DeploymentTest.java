package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.RawBody;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.yaml.snakeyaml.Yaml;

/** Holds docker-compose.yml to the code, since a setting with a typing error is ignored without a word. */
class DeploymentTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    private final Map<String, Map<String, Object>> services = services();

    @Test
    void every_setting_of_a_container_is_one_that_the_code_reads() {
        Set<String> known = settingsOfTheCode();
        Map<String, Set<String>> unknown = new TreeMap<>();
        processes().forEach((name, service) -> {
            Set<String> left = environment(service).keySet().stream()
                    .filter(variable -> variable.startsWith("MILLRACE_") && !known.contains(variable))
                    .collect(Collectors.toSet());
            if (!left.isEmpty()) {
                unknown.put(name, left);
            }
        });

        assertThat(unknown).isEmpty();
    }

    @Test
    void no_password_and_no_secret_has_a_default() throws IOException {
        assertThat(Files.readString(ROOT.resolve("docker-compose.yml")).lines())
                .filteredOn(line -> line.contains("PASSWORD:") || line.contains("SECRET:"))
                .hasSizeGreaterThan(2)
                .allMatch(line -> line.contains(":?") || line.contains("*"));
    }

    @Test
    void any_number_of_instances_of_a_process_can_run() {
        assertThat(processes()).containsKeys("command-side", "query-side");
        assertThat(processes().values())
                .allSatisfy(service -> assertThat(service).doesNotContainKeys("container_name", "ports", "hostname"));
    }

    @Test
    void only_the_gateway_is_reached_from_outside_and_only_from_this_machine() {
        Map<String, String> ports = services.entrySet().stream()
                .filter(service -> service.getValue().containsKey("ports"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        service -> String.valueOf(service.getValue().get("ports"))));

        assertThat(ports).containsOnlyKeys("gateway");
        assertThat(ports.get("gateway")).startsWith("[127.0.0.1:");
    }

    /** What is larger gets the gateway's own refusal, which is no problem of ours. */
    @Test
    void the_gateway_lets_through_as_much_of_a_body_as_the_processes_read() throws IOException {
        String gateway = Files.readString(ROOT.resolve("infra/deploy/gateway.conf"));
        List<Integer> bounds = Pattern.compile("client_max_body_size (\\d+)m;")
                .matcher(gateway)
                .results()
                .map(bound -> Integer.parseInt(bound.group(1)) << 20)
                .toList();

        assertThat(bounds)
                .containsExactly(
                        RawBody.MAX_BYTES + RawBody.BYTES_BEYOND, RawBody.MAX_LARGE_BYTES + RawBody.BYTES_BEYOND);
    }

    /** The services that are built here. */
    private Map<String, Map<String, Object>> processes() {
        return services.entrySet().stream()
                .filter(service -> service.getValue().containsKey("build"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Path module(Map<String, Object> service) {
        return ROOT.resolve(
                String.valueOf(map(map(service.get("build")).get("args")).get("MODULE")));
    }

    private static Map<String, Object> environment(Map<String, Object> service) {
        return map(service.getOrDefault("environment", Map.of()));
    }

    private static Set<String> settingsOfTheCode() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        Set<String> names = new HashSet<>();
        scan.findCandidateComponents("dev.millrace").forEach(found -> {
            Class<?> type = ClassUtils.resolveClassName(found.getBeanClassName(), null);
            addNames(type.getAnnotation(ConfigurationProperties.class).value(), type, names);
        });
        return names;
    }

    private static void addNames(String prefix, Class<?> settings, Set<String> names) {
        for (RecordComponent component : settings.getRecordComponents()) {
            String name = prefix + "." + component.getName();
            if (component.getType().isRecord()) {
                addNames(name, component.getType(), names);
            }
            // The form that Spring's relaxed binding reads from the environment.
            names.add(name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT));
        }
    }

    private static Map<String, Map<String, Object>> services() {
        try {
            Map<String, Object> file = new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml")));
            Map<String, Map<String, Object>> services = new TreeMap<>();
            map(file.get("services")).forEach((name, service) -> services.put(name, map(service)));
            return services;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
