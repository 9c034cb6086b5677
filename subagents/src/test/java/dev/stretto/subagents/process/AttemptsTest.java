package dev.stretto.subagents.process;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A test with a folder for attempts that are ended after it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
abstract class AttemptsTest {
    @TempDir
    Path folder;

    Attempts attempts;

    @BeforeEach
    void open() {
        attempts = new Attempts(folder);
    }

    @AfterEach
    void close() {
        attempts.close();
    }
}
