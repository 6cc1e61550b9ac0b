/**
 * How a process reaches its servers. One configuration per server, to be imported by whoever uses that server:
 * settings, client, migrations, health, and the knowledge of what "it is down" looks like. No business comes in.
 */
@NullMarked
package dev.millrace.connections;

import org.jspecify.annotations.NullMarked;
