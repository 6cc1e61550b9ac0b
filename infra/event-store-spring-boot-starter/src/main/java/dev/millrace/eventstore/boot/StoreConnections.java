package dev.millrace.eventstore.boot;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * The connections of the event store: the application's own, or a pool made for it. A type of its own, so that the application may
 * have another {@code ConnectionFactory} for other purposes.
 */
final class StoreConnections implements DisposableBean {

    private final ConnectionFactory factory;
    private final boolean own;

    StoreConnections(ConnectionFactory factory, boolean own) {
        this.factory = factory;
        this.own = own;
    }

    ConnectionFactory factory() {
        return factory;
    }

    @Override
    public void destroy() {
        if (own && factory instanceof ConnectionPool pool) {
            pool.dispose();
        }
    }
}
