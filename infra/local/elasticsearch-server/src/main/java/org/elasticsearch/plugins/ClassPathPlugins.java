package org.elasticsearch.plugins;

import java.util.List;
import org.elasticsearch.Build;
import org.elasticsearch.env.Environment;
import org.jspecify.annotations.NullMarked;

/** Plugins that are given, not loaded. In Elasticsearch's package because what it returns is visible there only. */
@NullMarked
public final class ClassPathPlugins extends PluginsService {
    private final List<LoadedPlugin> given;

    public ClassPathPlugins(Environment environment, PluginsLoader loader, List<Plugin> plugins) {
        super(environment.settings(), environment.configDir(), loader);
        this.given = plugins.stream()
                .map(plugin -> new LoadedPlugin(
                        describe(plugin.getClass()), plugin, plugin.getClass().getClassLoader()))
                .toList();
    }

    @Override
    protected List<LoadedPlugin> plugins() {
        return given;
    }

    private static PluginDescriptor describe(Class<? extends Plugin> type) {
        return new PluginDescriptor(
                type.getSimpleName(),
                "from the class path",
                Build.current().version(),
                Build.current().version(),
                Integer.toString(Runtime.version().feature()),
                type.getName(),
                null,
                List.of(),
                false,
                false,
                false,
                false,
                PluginDescriptor.DeploymentTarget.ALL);
    }
}
