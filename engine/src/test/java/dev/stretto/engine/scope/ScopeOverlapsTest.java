package dev.stretto.engine.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ScopeOverlapsTest {
    private static final int TASKS = 10_000;

    @Test
    @Timeout(60)
    void the_globs_of_ten_thousand_tasks_are_compared_without_trying_all_pairs() {
        List<String> globs = new ArrayList<>();
        for (int task = 0; task < TASKS; task++) {
            globs.add("modules/m" + task + "/**");
            globs.add("src/**/X" + task + "y*.java");
            globs.add("lib/**/*Of" + task + ".java");
            globs.add("src/{main,test}/java/p" + task + "/[A-M]*.java");
            globs.add("etc/p" + task + "/File.java");
        }

        globs.add("modules/m77/part.txt");
        globs.add("src/**/X7*.java");

        List<ScopeOverlap> overlaps = ScopeOverlaps.among(globs);

        assertThat(overlaps)
                .filteredOn(overlap -> overlap.first().startsWith("modules"))
                .hasSize(1);
        // 7, 70 to 79, 700 to 799 and so on
        assertThat(overlaps)
                .filteredOn(overlap -> overlap.second().equals("src/**/X7y*.java")
                        || overlap.first().equals("src/**/X7*.java"))
                .hasSize(1_111);
        assertThat(overlaps).hasSize(1_112);
    }
}
