package dev.stretto.app.terminal;

import dev.stretto.subagents.process.PlainText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The last line of a file that somebody may be writing to. */
final class LastLine {
    private static final int TAIL = 4_096;

    private LastLine() {}

    /** The last line that is not blank, without control codes; empty if there is none or the file can't be read. */
    static String of(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long from = Math.max(0, channel.size() - TAIL);
            ByteBuffer buffer = ByteBuffer.allocate(TAIL);
            channel.read(buffer, from);
            buffer.flip();
            String text = StandardCharsets.UTF_8.decode(buffer).toString();
            return PlainText.of(text)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .reduce("", (earlier, later) -> later);
        } catch (IOException e) {
            return "";
        }
    }
}
