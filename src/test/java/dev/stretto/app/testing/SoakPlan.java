package dev.stretto.app.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A small random plan, and what has to come of it.
 *
 * @param name different from the names of all others
 * @param text the plan file
 * @param repository whether it works on the repository of its lane
 * @param tasks what has to become of each task
 * @param verified whether the result is verified once, and passes
 */
record SoakPlan(String name, String text, boolean repository, Map<String, Expected> tasks, boolean verified) {
    private static final int MOST_TASKS = 6;

    /**
     * What has to become of a task.
     *
     * @param attempts how many it takes
     */
    record Expected(String status, int attempts) {
        boolean completed() {
            return status.equals("completed");
        }
    }

    /** What a task does, and what that comes to. */
    private record Task(String yaml, Expected expected) {}

    /** True if the run ends completed. */
    boolean completes() {
        return tasks.values().stream().allMatch(Expected::completed);
    }

    /** A plan whose attempts and verifications each append a line to {@code count}. */
    static SoakPlan random(Random random, String name, String count) {
        boolean repository = random.nextInt(3) > 0;
        Map<String, Expected> tasks = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder("version: 1\nname: " + name + "\n");
        if (repository) {
            text.append("workspace: { repository: . }\n");
        }
        if (random.nextInt(4) == 0) {
            text.append("limits: { concurrency: ").append(1 + random.nextInt(3)).append(" }\n");
        }
        text.append("defaults: { timeout: 5m, backoff: ")
                .append(random.nextInt(300))
                .append("ms }\ntasks:\n");
        int size = 1 + random.nextInt(MOST_TASKS);
        for (int i = 0; i < size; i++) {
            String id = "t" + i;
            List<String> after = new ArrayList<>();
            tasks.keySet().stream().filter(earlier -> random.nextInt(3) == 0).forEach(after::add);
            boolean skipped = !after.stream().allMatch(other -> tasks.get(other).completed());
            Task task = task(random, count, repository);
            text.append("  - { id: ").append(id).append(", needs: ").append(after);
            text.append(task.yaml()).append(" }\n");
            tasks.put(id, skipped ? new Expected("skipped", 0) : task.expected());
        }
        boolean verified = random.nextInt(2) == 0;
        if (repository || verified) {
            text.append("synthesis:\n");
        }
        if (repository) {
            text.append("  integrate: ")
                    .append(List.of("branch", "merge", "none").get(random.nextInt(3)))
                    .append('\n');
        }
        if (verified) {
            text.append("  verify: { timeout: 5m, command: [sh, -c, 'echo $STRETTO_RUN verification 1 >> ")
                    .append(count)
                    .append("; sleep ")
                    .append(seconds(random, 600))
                    .append("'] }\n");
        }
        return new SoakPlan(name, text.toString(), repository, tasks, verified);
    }

    private static Task task(Random random, String count, boolean repository) {
        int attempts = 2 + random.nextInt(2);
        String work = "sleep " + seconds(random, 800) + "; "
                + (repository ? "echo $STRETTO_ATTEMPT > $STRETTO_RUN.$STRETTO_TASK; " : "");
        return switch (random.nextInt(8)) {
            case 0 -> new Task(command(count, work + "exit 7", attempts), new Expected("failed", attempts));
            case 1 ->
                new Task(
                        command(count, work + "[ $STRETTO_ATTEMPT = " + attempts + " ]", attempts),
                        new Expected("completed", attempts));
            case 2 -> new Task(", timeout: 2s" + command(count, "exec sleep 300", 1), new Expected("timed_out", 1));
            default -> new Task(command(count, work + "echo done", attempts), new Expected("completed", 1));
        };
    }

    private static String command(String count, String work, int attempts) {
        return ", attempts: " + attempts + ", subagent: { command: [sh, -c, '"
                + "echo $STRETTO_RUN $STRETTO_TASK $STRETTO_ATTEMPT >> " + count + "; " + work + "'] }";
    }

    private static String seconds(Random random, int mostMillis) {
        return "0." + String.format("%03d", random.nextInt(mostMillis));
    }

    @Override
    public String toString() {
        return text
                + tasks.entrySet().stream().map(Object::toString).collect(Collectors.joining(", ", "expected: ", ""));
    }
}
