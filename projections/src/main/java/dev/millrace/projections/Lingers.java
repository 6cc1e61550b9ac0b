package dev.millrace.projections;

import dev.millrace.connections.Setting;
import dev.millrace.readmodels.Projection;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * How long each projection's batches may wait to fill up, by {@code millrace.projections.<name>-linger}: as many settings as there are
 * projections.
 */
final class Lingers {

    private Lingers() {}

    /** @throws IllegalArgumentException naming the setting that is below zero */
    static Map<Projection, Duration> of(Collection<ReadModelWriter> writers, Binder settings) {
        return writers.stream()
                .collect(Collectors.toUnmodifiableMap(
                        ReadModelWriter::projection,
                        writer -> of(writer.projection(), ReadModelWriter.LINGER, settings)));
    }

    static Duration of(Projection projection, Duration otherwise, Binder settings) {
        String name = "millrace.projections." + projection + "-linger";
        return Setting.atLeast(
                name, Duration.ZERO, settings.bind(name, Duration.class).orElse(otherwise));
    }
}
