package dev.millrace.commandside;

import dev.millrace.schema.Wording;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/** Decides what is a {@link Text}. */
public final class TextForm implements ConstraintValidator<Text, String> {

    private boolean optional;
    private int most;

    @Override
    public void initialize(Text text) {
        optional = text.min() == 0;
        most = text.max();
    }

    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
        if (text == null) {
            return optional;
        }
        return optional ? Wording.mayStand(text, most) : Wording.says(text, most);
    }
}
