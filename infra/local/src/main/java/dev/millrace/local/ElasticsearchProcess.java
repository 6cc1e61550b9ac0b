package dev.millrace.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A single node of Elasticsearch. */
final class ElasticsearchProcess implements ServerProcess {
    private final JavaChild java;
    private final Path home;
    private final Path ready;
    private final int port;
    private final int heap;

    ElasticsearchProcess(DataFolder folder, int port, int heap, List<String> options) {
        this.java = new JavaChild(
                "elasticsearch-server",
                "dev.millrace.local.elasticsearch.ElasticsearchServerMain",
                folder.run("elasticsearch-server-classes"),
                options);
        this.home = folder.data(LocalServer.ELASTICSEARCH);
        this.ready = folder.run("elasticsearch.ready");
        this.port = port;
        this.heap = heap;
    }

    @Override
    public void prepare() throws IOException {
        Files.deleteIfExists(ready);
    }

    @Override
    public List<String> command() throws IOException {
        return java.command(heap, List.of(home.toString(), Integer.toString(port), ready.toString()));
    }

    /** The child makes the file when the primary shards of all indices are there. */
    @Override
    public boolean answers() {
        return Files.exists(ready);
    }
}
