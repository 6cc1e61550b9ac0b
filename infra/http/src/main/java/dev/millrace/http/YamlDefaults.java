package dev.millrace.http;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertySourceFactory;

/**
 * Lets a configuration bring its defaults along in YAML, under everything that the environment sets:
 * {@code @PropertySource(value = "classpath:command-side.yaml", factory = YamlDefaults.class)}.
 */
public final class YamlDefaults implements PropertySourceFactory {

    @Override
    public PropertySource<?> createPropertySource(@Nullable String name, EncodedResource resource) throws IOException {
        String source = Objects.requireNonNullElse(name, resource.getResource().getDescription());
        List<PropertySource<?>> documents = new YamlPropertySourceLoader().load(source, resource.getResource());
        if (documents.size() != 1) {
            throw new IOException(resource + " must hold one YAML document");
        }
        return documents.getFirst();
    }
}
