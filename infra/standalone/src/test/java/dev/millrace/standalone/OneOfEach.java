package dev.millrace.standalone;

import dev.millrace.commandside.CommandSideApplication;
import dev.millrace.demo.ShopClient;
import dev.millrace.projections.ProjectionsApplication;
import dev.millrace.queryside.QuerySideApplication;
import dev.millrace.sagas.SagasApplication;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** One process of each module. */
record OneOfEach(OwnJvm commands, OwnJvm sagas, OwnJvm projecting, OwnJvm queries) implements AutoCloseable {

    /** Returns at once. */
    static OneOfEach start(Path folder, List<String> settings) throws IOException {
        return new OneOfEach(
                OwnJvm.start(CommandSideApplication.class, folder, settings),
                OwnJvm.start(SagasApplication.class, folder, settings),
                OwnJvm.start(ProjectionsApplication.class, folder, settings),
                OwnJvm.start(QuerySideApplication.class, folder, settings));
    }

    /** Waits until each answers. */
    void ready() {
        all().forEach(OneOfEach::url);
    }

    ShopClient shop() {
        return new ShopClient(url(commands), "shop");
    }

    URI projections() {
        return url(projecting);
    }

    URI querySide() {
        return url(queries);
    }

    void kill() {
        all().forEach(OwnJvm::kill);
    }

    @Override
    public void close() {
        all().forEach(OwnJvm::close);
    }

    private List<OwnJvm> all() {
        return List.of(commands, sagas, projecting, queries);
    }

    private static URI url(OwnJvm process) {
        return URI.create("http://127.0.0.1:"
                + process.says("Netty started on port (\\d+)").group(1));
    }
}
