package dev.millrace.eventstore.erasure;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * @param at where the value is in an event
 * @param subject key of the tag that names the subject
 * @param erased what is read once the subject's key is destroyed
 */
record PersonalField(JsonPointer at, String subject, JsonNode erased) {}
