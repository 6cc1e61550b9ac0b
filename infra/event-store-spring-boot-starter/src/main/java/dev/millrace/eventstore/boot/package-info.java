/** The event store as beans of a Spring Boot application. Every bean gives way to one of the application's. */
@NullMarked
package dev.millrace.eventstore.boot;

import org.jspecify.annotations.NullMarked;
