package dev.stretto.persistence.codec;

import dev.stretto.engine.run.RunEvent;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What events are made of, found by reflection: all types that the data of some event can have somewhere in it. */
public final class EventParts {
    private final Set<Class<?>> types = new LinkedHashSet<>();
    private final Set<String> absent = new TreeSet<>();
    private final Set<String> present = new TreeSet<>();
    private final Set<Class<?>> seen = new LinkedHashSet<>();

    private EventParts() {
        addType(RunEvent.class);
    }

    /** Nothing has been looked at yet. */
    public static EventParts ofAllEvents() {
        return new EventParts();
    }

    /** Looks at an event. */
    public EventParts with(RunEvent event) {
        look(event);
        return this;
    }

    /** The records and enums that there are. */
    public Set<Class<?>> types() {
        return types;
    }

    /** The components that may be absent, as {@code Record.component}. */
    public Set<String> optional() {
        Set<String> optional = new TreeSet<>();
        for (Class<?> type : types) {
            for (RecordComponent component : components(type)) {
                AnnotatedType annotated = component.getAnnotatedType();
                if (annotated.isAnnotationPresent(Nullable.class)) {
                    optional.add(name(component));
                }
            }
        }
        return optional;
    }

    /** Those that were absent somewhere in what was looked at. */
    public Set<String> absent() {
        return absent;
    }

    /** All components that were there somewhere in what was looked at. */
    public Set<String> present() {
        return present;
    }

    /** The records that were somewhere in what was looked at. */
    public Set<Class<?>> seen() {
        return seen;
    }

    private void addType(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            for (Type argument : parameterized.getActualTypeArguments()) {
                addType(argument);
            }
        } else if (type instanceof Class<?> found && found.isSealed()) {
            for (Class<?> variant : found.getPermittedSubclasses()) {
                addType(variant);
            }
        } else if (type instanceof Class<?> found && (found.isRecord() || found.isEnum()) && types.add(found)) {
            for (RecordComponent component : components(found)) {
                addType(component.getGenericType());
            }
        }
    }

    private void look(Object value) {
        if (value instanceof Collection<?> several) {
            several.forEach(this::look);
        } else if (value instanceof Map<?, ?> map) {
            look(map.values());
        } else if (value.getClass().isRecord()) {
            seen.add(value.getClass());
            for (RecordComponent component : components(value.getClass())) {
                Object part = part(value, component);
                (part == null ? absent : present).add(name(component));
                if (part != null) {
                    look(part);
                }
            }
        }
    }

    private static @Nullable Object part(Object value, RecordComponent component) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(component.toString(), e);
        }
    }

    private static RecordComponent[] components(Class<?> type) {
        return type.isRecord() ? type.getRecordComponents() : new RecordComponent[0];
    }

    private static String name(RecordComponent component) {
        return component.getDeclaringRecord().getSimpleName() + "." + component.getName();
    }
}
