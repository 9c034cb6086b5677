package dev.stretto.persistence.codec;

import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import dev.stretto.engine.text.FreeText;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Makes Jackson insist on every component of Stretto's records that is not {@link Nullable}, and keep {@link FreeText} apart. */
final class RecordRules extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    private static final String OWN = "dev.stretto.";

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
        if (member instanceof AnnotatedParameter parameter
                && parameter.getOwner() instanceof AnnotatedConstructor
                && required(parameter)) {
            return true;
        }
        return super.hasRequiredMarker(member);
    }

    @Override
    public @Nullable Object findSerializer(Annotated component) {
        FreeText text = component.getAnnotation(FreeText.class);
        return text == null ? super.findSerializer(component) : new FreeTextSerializer(text.always());
    }

    @Override
    public @Nullable Object findDeserializer(Annotated component) {
        FreeText text = component.getAnnotation(FreeText.class);
        return text == null ? super.findDeserializer(component) : new FreeTextDeserializer(text.always());
    }

    private static boolean required(AnnotatedParameter parameter) {
        Class<?> type = parameter.getDeclaringClass();
        if (!type.isRecord() || !type.getName().startsWith(OWN)) {
            return false;
        }
        RecordComponent[] components = type.getRecordComponents();
        return parameter.getIndex() < components.length
                && !components[parameter.getIndex()].getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
