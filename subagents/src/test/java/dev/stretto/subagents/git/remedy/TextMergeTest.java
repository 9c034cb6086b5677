package dev.stretto.subagents.git.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.synthesis.Side;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.Sandbox;
import dev.stretto.subagents.git.ScratchFolder;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TextMergeTest {
    @TempDir
    Path temp;

    @Test
    void what_git_can_not_merge_is_told_from_what_is_no_text() throws Exception {
        Sandbox sandbox = Sandbox.in(temp);
        Side text = side(sandbox, "one\\n");
        Side other = side(sandbox, "two\\n");
        Side bytes = side(sandbox, "\\0\\1");
        try (ScratchFolder folder = new ScratchFolder()) {
            TextMerge merge = new TextMerge(Git.in(sandbox.repository), folder);

            assertThat(merge.of(null, text, other, Optional.empty()))
                    .map(TextMerge.Merged::blob)
                    .contains(text.blob());
            assertThat(merge.of(null, text, bytes, Optional.empty())).isEmpty();
            sandbox.sh("git config merge.conflictStyle nonsense");
            assertThatThrownBy(() -> merge.of(null, text, other, Optional.empty()))
                    .isInstanceOf(GitException.class)
                    .hasMessageContaining("merge-file")
                    .hasMessageContaining("ended with 128");
        }
    }

    private static Side side(Sandbox sandbox, String content) {
        return new Side("100644", sandbox.sh("printf '" + content + "' | git hash-object -w --stdin"));
    }
}
