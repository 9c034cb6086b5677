package dev.stretto.engine.planning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TaskListTest {

    @Test
    void each_open_item_is_a_task_with_what_is_nested_in_it_and_goes_on_with_it() {
        TaskList list = TaskList.of("""
                # Release

                Some words before.

                - [ ] Write the changelog
                      for 2.0
                  - [ ] name the breaking changes
                  - [x] find the tag
                - [x] Bump the version
                  1. [ ] in the docs too
                * [ ] Publish

                  ```
                  - [ ] no item
                  ```

                Not part of it.

                ## Later
                1. [ ] Tell people
                - see the wiki
                """);

        assertThat(list.open())
                .containsExactly(
                        new ListedTask(
                                "Write the changelog\\n    for 2.0\\n- [ ] name the breaking changes\\n- [x] find the tag"
                                        .translateEscapes(),
                                "Under the heading: Release"),
                        new ListedTask(
                                "in the docs too",
                                "Under the heading: Release\nPart of this, which is done otherwise: Bump the version"),
                        new ListedTask("Publish\n\n```\n- [ ] no item\n```", "Under the heading: Release"),
                        new ListedTask("Tell people", "Under the heading: Later"));
        assertThat(list.done()).containsExactly("Bump the version");
    }

    @Test
    void a_list_without_boxes_gives_a_task_an_item_and_a_text_without_a_list_a_task_a_line() {
        assertThat(TaskList.of("- one\n- two\n  - nested\n\n1) three\n").open())
                .extracting(ListedTask::text)
                .containsExactly("one", "two\n- nested", "three");
        assertThat(TaskList.of("first\n  goes on\n\nsecond\r\n").open())
                .extracting(ListedTask::text)
                .containsExactly("first\ngoes on", "second");
        assertThat(TaskList.of(" \n\n").open()).isEmpty();
    }

    @Test
    void ids_are_legal_and_unique_whatever_the_texts() {
        PlanSettings settings = new PlanSettings(null, null, null, null, null, null, null, null);
        assertThat(TaskListPlan.of(
                                TaskList.of(
                                                "- [ ] **Fix** `a.py`!\n- [ ] Fix a.py\n- [ ] 修复\n- [ ] 测试\n- [ ] Überprüfe die Größe von allem, was es gibt\n")
                                        .open(),
                                0,
                                settings)
                        .tasks())
                .extracting(TaskDraft::id)
                .containsExactly("fix-a-py", "fix-a-py-2", "task", "task-2", "uberprufe-die-grosse-von-allem-was");
    }
}
