package dev.millrace.standalone;

import dev.millrace.local.LocalServersException;
import dev.millrace.standalone.StandaloneSettings.InvalidSetting;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Runs the whole platform until it is told to stop. */
public final class StandaloneApplication {

    private StandaloneApplication() {}

    public static void main(String[] arguments) throws InterruptedException {
        Terminal terminal = Terminal.standard();
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            run(arguments, terminal, stopped);
        } catch (InvalidSetting | LocalServersException e) {
            terminal.error(String.valueOf(e.getMessage()));
            System.exit(1);
        } catch (RuntimeException e) {
            terminal.error(
                    String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage()));
            e.printStackTrace();
            System.exit(1);
        }
        stopped.await();
    }

    private static void run(String[] arguments, Terminal terminal, CountDownLatch stopped) {
        Binder settings = binder(arguments);
        StandaloneSettings standalone = StandaloneSettings.of(settings);
        terminal.greet(standalone.folder());
        Platform platform = Platform.start(standalone, settings, arguments, terminal::server);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            terminal.stopping();
            platform.close();
            stopped.countDown();
        }));
        terminal.ready(platform.url(), platform.sandboxUrl());
        new DemoRun(standalone, platform.url(), terminal).run(platform.bean(dev.millrace.eventstore.EventLog.class));
    }

    private static Binder binder(String[] arguments) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
        return new Binder(ConfigurationPropertySources.get(environment));
    }
}
