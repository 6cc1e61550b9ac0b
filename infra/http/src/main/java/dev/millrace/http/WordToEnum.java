package dev.millrace.http;

import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import tools.jackson.core.JacksonException;

/** Makes constants of parameters by the words that stand for them in JSON, so that a client meets one word for each. */
@SuppressWarnings("rawtypes")
final class WordToEnum implements ConverterFactory<String, Enum> {

    @Override
    public <T extends Enum> Converter<String, T> getConverter(Class<T> type) {
        return word -> {
            try {
                return HttpJson.mapper().convertValue(word, type);
            } catch (JacksonException unknown) {
                throw new IllegalArgumentException("no such constant");
            }
        };
    }
}
