package dev.millrace.courses;

import org.axonframework.messaging.commandhandling.annotation.Command;

@Command(namespace = "courses", name = "CreateCourse")
record CreateCourse(String course, int places) {}
