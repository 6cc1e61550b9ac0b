package org.elasticsearch.node;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.env.Environment;
import org.elasticsearch.plugins.ClassPathPlugins;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.plugins.PluginsLoader;
import org.elasticsearch.plugins.PluginsService;
import org.jspecify.annotations.NullMarked;

/**
 * A node whose plugins come from the class path, instead of from folders of jars that would have to be laid out first. It is
 * in Elasticsearch's package because the constructor that takes a node's parts is visible there only.
 */
@NullMarked
public final class ClassPathNode extends Node {

    public ClassPathNode(Environment environment, List<Plugin> plugins) {
        super(NodeConstruction.prepareConstruction(
                environment,
                PluginsLoader.createPluginsLoader(Set.of(), Set.of(), Map.of(), false),
                new NodeServiceProvider() {
                    @Override
                    PluginsService newPluginService(Environment prepared, PluginsLoader loader) {
                        return new ClassPathPlugins(prepared, loader, plugins);
                    }
                },
                true));
    }
}
