package dev.stretto.engine.testreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports that were cut off or changed on the way: they are read, or refused with a reason, and nothing else happens. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DamagedReportsTest {
    private static final int TRIES = Integer.getInteger("stretto.damages", 10);

    static List<String> reports() throws IOException {
        return Fixtures.all();
    }

    @ParameterizedTest
    @MethodSource("reports")
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void a_report_that_is_cut_off_is_read_or_refused(String report) throws IOException {
        byte[] whole = Fixtures.bytes(report);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            int length = random.nextInt(whole.length);
            readOrRefused(Arrays.copyOf(whole, length), report + " cut off after " + length + " bytes, seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("reports")
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void a_report_whose_bytes_were_changed_is_read_or_refused(String report) throws IOException {
        byte[] whole = Fixtures.bytes(report);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            byte[] changed = whole.clone();
            for (int change = random.nextInt(8); change >= 0; change--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            readOrRefused(changed, report + " changed for the " + (i + 1) + ". time, seed " + seed);
        }
    }

    private static void readOrRefused(byte[] content, String what) {
        long start = System.nanoTime();
        try {
            assertThat(TestReports.read("damaged", content).tests()).as(what).isNotNegative();
        } catch (UnreadableReportException refused) {
            assertThat(refused.getMessage()).as(what).startsWith("damaged").contains(": found ", ", expected ");
        } catch (RuntimeException | Error e) {
            fail(what, e);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(Duration.ofSeconds(5));
    }
}
