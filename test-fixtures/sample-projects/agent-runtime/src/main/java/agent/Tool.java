package agent;

/** Something an agent can call: it takes text and answers with text. */
@FunctionalInterface
public interface Tool {
    String call(String input);
}
