package dev.stretto.engine.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RepositoryFilesTest {
    private static final RepositoryFiles FILES = RepositoryFiles.of(
            "/repo",
            List.of(
                    "a/src/main/java/shop/Cart.java",
                    "b/src/main/java/shop/Cart.java",
                    "a/src/test/java/shop/CartTest.java",
                    "app/src/main/kotlin/pay/Till.kt",
                    "util/Objects.java",
                    "utils.py",
                    "tests/test_cart.py",
                    "backend/money/money.go",
                    "backend/main.go",
                    "web/src/index.ts",
                    "vendor/x/y.go"));

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "shop/CartTest.java, none, a/src/test/java/shop/CartTest.java",
                "shop/Cart.java, none, none",
                "shop/Cart.java, a/src/test/java/shop/CartTest.java, a/src/main/java/shop/Cart.java",
                "com/acme/pay/Till.kt, none, app/src/main/kotlin/pay/Till.kt",
                "java/util/Objects.java, none, none",
                "/repo/utils.py, none, utils.py",
                "/repo/.venv/lib/utils.py, none, none",
                "/home/ci/work/tests/test_cart.py, none, tests/test_cart.py",
                "./tests/test_cart.py, none, tests/test_cart.py",
                "/usr/lib/python3.11/json/utils.py, none, none",
                "/x/site-packages/lib/utils.py, none, none",
                "example.com/shop/money/money.go, none, backend/money/money.go",
                "example.com/shop/main.go, none, backend/main.go",
                "/root/go/pkg/mod/x@v1/main.go, none, none",
                "/app/src/index.ts, none, web/src/index.ts",
                "node:internal/index.ts, none, none"
            })
    void a_path_in_a_report_means_a_file_of_the_repository_or_none(String path, String near, String file) {
        assertThat(FILES.find(path, near)).isEqualTo(Optional.ofNullable(file));
    }
}
