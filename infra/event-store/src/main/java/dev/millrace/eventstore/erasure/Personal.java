package dev.millrace.eventstore.erasure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value is stored encrypted with the key of the subject, the person that it is about, and reads as a stand-in once that key has
 * been destroyed. On a component of an event's record (or field or getter of its class), or of a record within it; the whole value is
 * encrypted, whatever its shape. Values that are null stay so.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
public @interface Personal {

    /** Key of the tag that names the subject. An event that has such a value must carry one tag with this key, not several. */
    String subject();

    /**
     * What is read after erasure, as JSON text; for types that take neither null nor the marker, for instance
     * {@code "\"nobody@example.invalid\""}. By default the marker for a {@code String}, 0 or false for a primitive, else null. It is
     * stored in clear beside the encrypted value: later changes apply to later events.
     */
    String erased() default "";
}
