package dev.millrace.eventstore.boot;

import dev.millrace.eventstore.boot.EventStoreProperties.Migrations;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** Where the database is, and as whom to log in, from the event store's settings or else from {@code spring.r2dbc.*}. */
record Access(
        String url, @Nullable String username, @Nullable String password) {

    private static final int DEFAULT_PORT = 5432;

    static @Nullable Access of(EventStoreProperties properties, Environment environment) {
        if (properties.url() != null) {
            return new Access(properties.url(), properties.username(), properties.password());
        }
        String url = environment.getProperty("spring.r2dbc.url");
        return url == null
                ? null
                : new Access(
                        url,
                        either(properties.username(), environment.getProperty("spring.r2dbc.username")),
                        either(properties.password(), environment.getProperty("spring.r2dbc.password")));
    }

    /** The same for the migrations, by JDBC; of the URL's options, {@code sslMode} is taken along. */
    static Access forMigrations(Migrations migrations, @Nullable Access access) {
        String url = migrations.url();
        if (url == null && access == null) {
            throw new MisconfiguredEventStoreException(
                    "The event store's migrations don't know where the database is: the ConnectionFactory does not tell.",
                    "Set millrace.event-store.migrations.url (jdbc:postgresql://host:port/database), username and password; or"
                            + " run the migrations elsewhere and set millrace.event-store.migrations.enabled=false.");
        }
        ConnectionFactoryOptions options = access == null ? null : ConnectionFactoryOptions.parse(access.url());
        return new Access(
                url != null ? url : jdbcUrl(options),
                either(
                        migrations.username(),
                        access == null
                                ? null
                                : either(access.username(), text(options, ConnectionFactoryOptions.USER))),
                either(
                        migrations.password(),
                        access == null
                                ? null
                                : either(access.password(), text(options, ConnectionFactoryOptions.PASSWORD))));
    }

    private static String jdbcUrl(@Nullable ConnectionFactoryOptions options) {
        String host = text(options, ConnectionFactoryOptions.HOST);
        String port = text(options, ConnectionFactoryOptions.PORT);
        String database = text(options, ConnectionFactoryOptions.DATABASE);
        String ssl = text(options, io.r2dbc.spi.Option.valueOf("sslMode"));
        return "jdbc:postgresql://" + host + ":" + (port == null ? DEFAULT_PORT : port) + "/"
                + (database == null ? "" : database) + (ssl == null ? "" : "?sslmode=" + ssl.replace('_', '-'));
    }

    private static @Nullable String text(@Nullable ConnectionFactoryOptions options, io.r2dbc.spi.Option<?> option) {
        Object value = options == null ? null : options.getValue(option);
        return value == null ? null : value.toString();
    }

    private static @Nullable String either(@Nullable String first, @Nullable String second) {
        return first != null ? first : second;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Access[" + url + ", " + username + "]";
    }
}
