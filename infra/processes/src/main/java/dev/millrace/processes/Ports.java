package dev.millrace.processes;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** All outside partners of a platform. Immutable. */
final class Ports {

    private final Map<String, Port<?, ?>> ports = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if two have one name */
    Ports(Collection<PortBinding<?, ?>> bindings) {
        bindings.forEach(this::add);
    }

    private <Q, R> void add(PortBinding<Q, R> binding) {
        String name = binding.name().name();
        if (ports.putIfAbsent(name, new Port<>(binding.name(), binding.way(), binding.policy())) != null) {
            throw new IllegalArgumentException("two ports are named " + name);
        }
    }

    @SuppressWarnings("unchecked") // it was put there under a name of these types
    <Q, R> Port<Q, R> of(PortName<Q, R> name) {
        return (Port<Q, R>) named(name.name());
    }

    Port<?, ?> named(String name) {
        Port<?, ?> port = ports.get(name);
        if (port == null) {
            throw new IllegalArgumentException("there is no port " + name);
        }
        return port;
    }

    Collection<Port<?, ?>> all() {
        return ports.values();
    }
}
