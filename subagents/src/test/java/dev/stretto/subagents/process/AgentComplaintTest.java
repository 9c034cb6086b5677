package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.Failure;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AgentComplaintTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "API Error: Rate limit reached",
                "You've hit your limit · resets 1pm (Europe/Berlin)",
                "You've hit your session limit",
                "Claude AI usage limit reached|1764547200",
                "Error: 429 Too Many Requests",
                "Quota exceeded for quota metric 'Generate Content API requests per minute'",
                "{\"type\":\"result\",\"is_error\":true,\"result\":\"You have exceeded your current quota\"}"
            })
    void a_limit_is_one_however_it_is_said(String said) {
        assertThat(AgentComplaint.in(said)).map(AgentComplaint::kind).contains(Failure.Kind.LIMIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Invalid API key · Please run /login",
                "Not logged in. Please run codex login",
                "authentication_error: invalid x-api-key"
            })
    void one_that_is_not_logged_in_says_so(String said) {
        assertThat(AgentComplaint.in(said)).map(AgentComplaint::kind).contains(Failure.Kind.AUTH);
    }

    @Test
    void a_result_that_says_that_it_is_an_error_is_one() {
        assertThat(AgentComplaint.in("{\"type\":\"result\",\"is_error\": true,\"result\":\"no\"}"))
                .map(AgentComplaint::kind)
                .contains(Failure.Kind.EXIT);
        assertThat(AgentComplaint.in("{\"type\":\"result\",\"is_error\":false,\"result\":\"fine\"}"))
                .isEmpty();
    }

    @Test
    void an_answer_about_limits_is_no_complaint() {
        assertThat(AgentComplaint.in("Fixed the parser. All tests pass.")).isEmpty();
        assertThat(AgentComplaint.in("The service answers with 429 when the rate limit is exceeded. ".repeat(12)))
                .isEmpty();
    }
}
