package dev.stretto.engine.lint;

import dev.stretto.engine.plan.Task;
import dev.stretto.grammar.Sentence;
import dev.stretto.grammar.TestNames;
import dev.stretto.grammar.Token;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files that a prompt names as what its task works on: not those that are only to be read, and not those that it must
 * leave alone. Of logs and stack traces only the first place outside of tests and libraries counts; the frames below it are
 * what several failures have in common though their causes differ.
 */
final class MentionedFiles {
    private static final List<String> LIBRARIES = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "org.junit.",
            "junit.",
            "org.assertj.",
            "org.hamcrest.",
            "org.mockito.",
            "org.apache.",
            "org.springframework.",
            "kotlin.",
            "scala.",
            "jakarta.",
            "org.gradle.");

    private MentionedFiles() {}

    static Set<String> of(Reading reading) {
        Set<String> files = new LinkedHashSet<>();
        Stream.concat(reading.scope().stream(), reading.asks().stream()).forEach(sentence -> add(sentence, files));
        firstPlace(reading).forEach(files::add);
        return files;
    }

    /** True unless the task has said what it writes, and this is not part of it. */
    static boolean mayWrite(Task task, String file) {
        List<String> writes = task.writes();
        return writes == null || PromptGlobs.cover(writes, file);
    }

    private static void add(Sentence sentence, Set<String> files) {
        for (int at = 0; at < sentence.size(); at++) {
            Token token = sentence.tokens().get(at);
            if (token.file() && !sentence.onlyReads(at) && !sentence.forbids(at)) {
                String file = Paths.plain(token.text());
                if (!Paths.isForeign(file)) {
                    files.add(file);
                }
            }
        }
    }

    private static Stream<String> firstPlace(Reading reading) {
        Stream<List<Token>> lines =
                reading.code().stream().filter(line -> !isLibraryFrame(line)).map(Token::ofCode);
        return Stream.concat(reading.context().stream().map(Sentence::tokens), lines)
                .flatMap(List::stream)
                .filter(Token::file)
                .map(token -> Paths.plain(token.text()))
                .filter(file -> !Paths.isForeign(file) && !TestNames.isTest(file))
                .limit(1);
    }

    private static boolean isLibraryFrame(String line) {
        String frame = line.toLowerCase(Locale.ROOT);
        return frame.startsWith("at ") && LIBRARIES.stream().anyMatch(library -> frame.startsWith(library, 3));
    }
}
