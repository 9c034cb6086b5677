package dev.stretto.subagents.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of what a subagent wrote, however much that is. */
final class OutputEnd {
    private static final int SUMMARY_CHARACTERS = 2_000;
    private static final int LAST_WORDS_CHARACTERS = 500;
    private static final int LAST_WORDS_LINES = 5;
    /** Enough for a summary, even if most of it is escape sequences. */
    private static final int WINDOW_BYTES = 64 * 1024;

    private OutputEnd() {}

    /** The end of the output as a summary; absent if nothing but blanks was written. */
    static @Nullable String summary(Path file) {
        Window window = window(file);
        String text = PlainText.of(window.text()).strip();
        return text.isEmpty() ? null : PlainText.end(text, SUMMARY_CHARACTERS, window.cut());
    }

    /** The last few lines of the output, for a failure's message; empty if there are none. */
    static String lastWords(Path file) {
        List<String> lines = PlainText.of(window(file).text())
                .lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isBlank())
                .toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - LAST_WORDS_LINES), lines.size());
        return PlainText.end(String.join("\n", last), LAST_WORDS_CHARACTERS, false);
    }

    private record Window(String text, boolean cut) {}

    private static Window window(Path file) {
        if (!Files.isRegularFile(file)) {
            return new Window("", false);
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long start = Math.max(0, channel.size() - WINDOW_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate(WINDOW_BYTES);
            channel.position(start);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // on to the end
            }
            bytes.flip();
            if (start > 0) {
                skipRestOfCharacter(bytes);
            }
            return new Window(StandardCharsets.UTF_8.decode(bytes).toString(), start > 0);
        } catch (IOException e) {
            return new Window("", false);
        }
    }

    private static void skipRestOfCharacter(ByteBuffer utf8) {
        for (int skipped = 0; skipped < 3 && utf8.hasRemaining(); skipped++) {
            if ((utf8.get(utf8.position()) & 0xC0) != 0x80) {
                return;
            }
            utf8.get();
        }
    }
}
