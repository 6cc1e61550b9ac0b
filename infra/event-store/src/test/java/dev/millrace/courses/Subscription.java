package dev.millrace.courses;

import org.axonframework.eventsourcing.annotation.EventCriteriaBuilder;
import org.axonframework.eventsourcing.annotation.EventSourcedEntity;
import org.axonframework.eventsourcing.annotation.EventSourcingHandler;
import org.axonframework.eventsourcing.annotation.reflection.EntityCreator;
import org.axonframework.eventsourcing.annotation.reflection.InjectEntityId;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** What the decision to subscribe depends on, across two tags. */
@EventSourcedEntity
final class Subscription {

    private final Subscribe.Id id;
    private int placesLeft;
    private int courses;
    private boolean subscribed;

    @EntityCreator
    Subscription(@InjectEntityId Subscribe.Id id) {
        this.id = id;
    }

    @EventCriteriaBuilder
    static EventCriteria criteria(Subscribe.Id id) {
        return EventCriteria.either(
                EventCriteria.havingTags(Tag.of("course", id.course()))
                        .andBeingOneOfTypes("courses.CourseCreated", "courses.StudentSubscribed"),
                EventCriteria.havingTags(Tag.of("student", id.student()))
                        .andBeingOneOfTypes("courses.StudentSubscribed"));
    }

    @EventSourcingHandler
    void on(CourseCreated event) {
        placesLeft = event.places();
    }

    @EventSourcingHandler
    void on(StudentSubscribed event) {
        boolean sameCourse = event.course().equals(id.course());
        boolean sameStudent = event.student().equals(id.student());
        placesLeft -= sameCourse ? 1 : 0;
        courses += sameStudent ? 1 : 0;
        subscribed |= sameCourse && sameStudent;
    }

    boolean subscribed() {
        return subscribed;
    }

    boolean full() {
        return placesLeft <= 0;
    }

    boolean studentIsBusy() {
        return courses >= 3;
    }
}
