package dev.stretto.engine.planfile;

import com.networknt.schema.JsonNodePath;

/** Names places in a document as people do: {@code tasks[2].timeout}. The document itself has the empty name. */
final class Fields {
    private Fields() {}

    static String of(String parent, String name) {
        return parent.isEmpty() ? name : parent + "." + name;
    }

    static String of(String parent, int index) {
        return parent + "[" + index + "]";
    }

    static String of(JsonNodePath path) {
        String field = "";
        for (int i = 0; i < path.getNameCount(); i++) {
            field = path.getElement(i) instanceof Integer index ? of(field, index) : of(field, path.getName(i));
        }
        return field;
    }

    /** The place that this one lies in; the document for its own places. */
    static String parent(String field) {
        return field.substring(0, Math.max(0, Math.max(field.lastIndexOf('.'), field.lastIndexOf('['))));
    }
}
