package dev.millrace.campus;

import dev.millrace.eventstore.processing.TagSequencingPolicy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventsourcing.annotation.EventCriteriaBuilder;
import org.axonframework.eventsourcing.annotation.EventSourcedEntity;
import org.axonframework.eventsourcing.annotation.EventSourcingHandler;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.eventsourcing.annotation.reflection.EntityCreator;
import org.axonframework.eventsourcing.annotation.reflection.InjectEntityId;
import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.axonframework.messaging.eventhandling.annotation.EventHandler;
import org.axonframework.messaging.eventhandling.annotation.SequencingPolicy;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.axonframework.messaging.queryhandling.annotation.Query;
import org.axonframework.messaging.queryhandling.annotation.QueryHandler;
import org.axonframework.modelling.annotation.InjectEntity;
import org.axonframework.modelling.annotation.TargetEntityId;
import org.axonframework.modelling.configuration.EntityModule;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Students subscribe to courses that have one place; nobody takes two. */
@SpringBootConfiguration
@EnableAutoConfiguration
class Campus {

    @Event(namespace = "campus", name = "Subscribed", version = "1")
    record Subscribed(
            @EventTag(key = "course") String course,
            @EventTag(key = "student") String student) {}

    @Command(namespace = "campus", name = "Subscribe")
    record Subscribe(String course, String student) {

        @TargetEntityId
        Id id() {
            return new Id(course, student);
        }
    }

    record Id(String course, String student) {}

    @Query(namespace = "campus", name = "Subscriptions")
    record Subscriptions() {}

    record Answer(Map<String, String> studentsByCourse) {}

    @EventSourcedEntity
    static final class Taken {

        private boolean taken;

        @EntityCreator
        Taken(@InjectEntityId Id id) {}

        @EventCriteriaBuilder
        static EventCriteria criteria(Id id) {
            return EventCriteria.either(
                    EventCriteria.havingTags(Tag.of("course", id.course())),
                    EventCriteria.havingTags(Tag.of("student", id.student())));
        }

        @EventSourcingHandler
        void on(Subscribed event) {
            taken = true;
        }
    }

    static class Office {

        @CommandHandler
        void handle(Subscribe command, @InjectEntity Taken taken, EventAppender events) {
            if (taken.taken) {
                throw new IllegalStateException("Taken");
            }
            events.append(new Subscribed(command.course(), command.student()));
        }
    }

    @SequencingPolicy(type = TagSequencingPolicy.class, parameters = "course")
    static class Board {

        final Map<String, String> students = new ConcurrentHashMap<>();
        volatile String unknownCourse = "";

        @EventHandler
        void on(Subscribed event) {
            if (event.course().equals(unknownCourse)) {
                throw new IllegalArgumentException("No such course: " + event.course());
            }
            students.put(event.course(), event.student());
        }

        @QueryHandler
        Answer handle(Subscriptions query) {
            return new Answer(Map.copyOf(students));
        }
    }

    @Bean
    EntityModule<Id, Taken> taken() {
        return EventSourcedEntityModule.autodetected(Id.class, Taken.class);
    }

    @Bean
    Office office() {
        return new Office();
    }

    @Bean
    Board board() {
        return new Board();
    }
}
