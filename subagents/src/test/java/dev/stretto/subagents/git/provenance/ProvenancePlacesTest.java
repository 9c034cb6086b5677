package dev.stretto.subagents.git.provenance;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.subagents.git.Sandbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which file and which lines are meant, and what is said where there are none. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProvenancePlacesTest {
    @TempDir
    Path temp;

    Sandbox sandbox;

    @BeforeEach
    void repository() {
        sandbox = Sandbox.in(temp);
    }

    @Test
    void lines_are_read_off_the_path_unless_a_file_is_called_so() throws Exception {
        sandbox.sh("echo colon > a.txt:3; mkdir deep:1; echo x > deep:1/x:y; git add .; git commit -qm colons");

        assertThat(lines("a.txt")).isEqualTo("a.txt 1-20");
        assertThat(lines("a.txt:7")).isEqualTo("a.txt 7-7");
        assertThat(lines("a.txt:7-20")).isEqualTo("a.txt 7-20");
        assertThat(lines("a.txt:3")).isEqualTo("a.txt:3 1-1");
        assertThat(lines("a.txt:3:1")).isEqualTo("a.txt:3 1-1");
        assertThat(lines("deep:1/x:y:1")).isEqualTo("deep:1/x:y 1-1");
    }

    @Test
    void paths_are_relative_to_where_one_stands_in_the_repository_and_else_to_its_root() throws Exception {
        Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(temp.resolve("link"), sandbox.repository);
        Path dir = sandbox.repository.resolve("dir");
        sandbox.sh("git worktree add -q ../linked main -b linked");

        assertThat(lines(dir, "c.txt")).isEqualTo("dir/c.txt 1-1");
        assertThat(lines(dir, "../a.txt:2")).isEqualTo("a.txt 2-2");
        assertThat(lines(dir, "./.././dir//c.txt")).isEqualTo("dir/c.txt 1-1");
        assertThat(lines(elsewhere, "dir/c.txt")).isEqualTo("dir/c.txt 1-1");
        assertThat(lines(temp.toRealPath().resolve("linked/dir"), "c.txt")).isEqualTo("dir/c.txt 1-1");
        assertThat(lines(elsewhere, dir.resolve("c.txt") + ":1")).isEqualTo("dir/c.txt 1-1");
        assertThat(lines(elsewhere, link.resolve("dir/c.txt") + ":1")).isEqualTo("dir/c.txt 1-1");
        assertThatThrownBy(() -> lines(dir, "../../x"))
                .isInstanceOf(ProvenanceException.class)
                .hasMessage("'../../x' is outside of " + sandbox.repository + "; name a file in there");
        assertThatThrownBy(() -> lines(elsewhere, "/etc/passwd")).hasMessageContaining("is outside of");
    }

    @Test
    void a_repository_without_a_work_tree_will_do() throws Exception {
        sandbox.sh("git clone -q --bare . ../bare.git");
        Path bare = temp.resolve("bare.git").toRealPath();
        Provenance provenance = Provenance.in(bare, bare);

        BlamedFile file = provenance.blame(provenance.commit("main").orElseThrow(), "dir/c.txt");

        assertThat(file.ranges()).hasSize(1);
        assertThat(file.repository()).isEqualTo(bare.toString());
    }

    @Test
    void an_unknown_path_names_the_files_that_are_called_the_same() {
        sandbox.sh("for d in p q r s t u; do mkdir $d; echo $d > $d/Same.txt; done; git add .; git commit -qm same");

        assertThatThrownBy(() -> lines("x/c.txt"))
                .isInstanceOf(ProvenanceException.class)
                .hasMessage("there is no file 'x/c.txt' in commit "
                        + sandbox.head().substring(0, 12) + " of " + sandbox.repository
                        + "; there is 'dir/c.txt'");
        assertThatThrownBy(() -> lines(sandbox.repository.resolve("dir"), "a.txt:3"))
                .hasMessageContaining("no file 'dir/a.txt' in")
                .hasMessageEndingWith("; there is '../a.txt'");
        assertThatThrownBy(() -> lines("same.TXT"))
                .hasMessageEndingWith(
                        "there is 'p/Same.txt', 'q/Same.txt', 'r/Same.txt', 's/Same.txt', 't/Same.txt' and 1 more");
        assertThatThrownBy(() -> lines("nowhere:x"))
                .hasMessageContaining("no file 'nowhere:x' in")
                .hasMessageEndingWith("lists those that are there");
    }

    @Test
    void what_has_no_such_lines_is_refused() {
        sandbox.sh("printf 'a\\0\\n' > bin; : > empty; git add .;"
                + " git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),sub; git commit -qm more");
        Map<String, String> refused = Map.ofEntries(
                entry("a.txt:0", "'a.txt' at 0: lines are counted from 1"),
                entry("a.txt:0-3", "'a.txt' at 0-3: lines are counted from 1"),
                entry("a.txt:5-3", "'a.txt' at 5-3: the first line comes after the last one"),
                entry("a.txt:21", "'a.txt' at 21: the file has 20 lines in commit "),
                entry("a.txt:20-21", "'a.txt' at 20-21: the file has 20 lines in commit "),
                entry(
                        "a.txt:99999999999999999999",
                        "'a.txt' at 99999999999999999999: the file has 20 lines in commit "),
                entry("dir/c.txt:2", "'dir/c.txt' at 2: the file has 1 line in commit "),
                entry("empty:1", "'empty' at 1: the file has 0 lines in commit "),
                entry("dir", "'dir' is a directory in commit "),
                entry("dir/", "'dir' is a directory in commit "),
                entry(".", "'.' is the repository's root directory; name a file in it"),
                entry("bin", "'bin' is binary in commit "),
                entry("bin:1", "'bin' is binary in commit "),
                entry("sub", "'sub' is a submodule in commit "));

        refused.forEach((place, why) -> assertThatThrownBy(() -> lines(place))
                .as(place)
                .isInstanceOf(ProvenanceException.class)
                .hasMessageStartingWith(why));
    }

    @Test
    void an_empty_file_has_no_lines_to_tell_of() throws Exception {
        sandbox.sh(": > empty; git add .; git commit -qm empty");

        assertThat(blame(sandbox.repository, "empty").ranges()).isEmpty();
    }

    @Test
    void hostile_names_are_names() throws Exception {
        List<String> names = List.of(
                "new\nline",
                "quote\"'`$x\\",
                "-L1",
                ":(glob)*",
                "*",
                "tab\there",
                "\u00fcml\u00e4ut",
                "sp ace ",
                "\\x41",
                "$(touch y)");
        for (String name : names) {
            Files.writeString(sandbox.repository.resolve(name), "1\n2\n");
        }
        sandbox.sh("git add .; git commit -qm hostile");

        for (String name : names) {
            BlamedFile file = blame(sandbox.repository, name + ":2");

            assertThat(file.path()).isEqualTo(name);
            assertThat(file.ranges()).extracting(BlamedFile.Range::path).containsExactly(name);
        }
        assertThat(sandbox.repository.resolve("y")).doesNotExist();
    }

    @Test
    void a_name_that_is_no_text_goes_by_what_is_shown_of_it() throws Exception {
        sandbox.sh("printf '1\\n2\\n' > $'caf\\xe9 \\'$x\\'\\n.txt'; git add .; git commit -qm bytes");

        BlamedFile file = blame(sandbox.repository, "caf\\xe9 '$x'\n.txt:2");

        assertThat(file.path()).isEqualTo("caf\\xe9 '$x'\n.txt");
        assertThat(file.ranges()).extracting(BlamedFile.Range::path).containsExactly(file.path());
        assertThat(ProvenanceTest.told(file)).containsExactly("2 User: bytes");
    }

    @Test
    void line_ends_of_any_kind_are_counted_as_git_counts_them() throws Exception {
        sandbox.sh("printf '1\\r\\n2\\r\\n3' > crlf.txt; printf '1\\r2\\r' > cr.txt; git add .; git commit -qm ends");

        assertThat(lines("crlf.txt")).isEqualTo("crlf.txt 1-3");
        assertThat(lines("cr.txt")).isEqualTo("cr.txt 1-1");
    }

    @Test
    void words_of_others_come_as_they_are() throws Exception {
        sandbox.sh("git config i18n.logOutputEncoding latin1; echo x > a.txt; git add .;"
                + " { echo tree $(git write-tree); echo parent $(git rev-parse HEAD);"
                + " printf 'author J\\xfcrgen \\x1b[1m <j@\\xfc> 1 +0100\\ncommitter C <c@e> 1 +0000\\n\\n';"
                + " printf 'Na\\xc3\\xafve\\n\\ttext\\n'; } > ../commit;"
                + " git reset -q --hard $(git hash-object -w -t commit ../commit)");

        BlamedCommit commit =
                blame(sandbox.repository, "a.txt").ranges().getFirst().commit();

        assertThat(commit.author()).isEqualTo("J\\xfcrgen \u001b[1m");
        assertThat(commit.email()).isEqualTo("j@\\xfc");
        assertThat(commit.subject()).isEqualTo("Na\u00efve \ttext");
        assertThat(commit.date()).isEqualTo("1970-01-01T01:00:01+01:00");
    }

    @Test
    void a_hundred_thousand_lines_take_one_blame() throws Exception {
        String text = IntStream.range(0, 100_000).mapToObj(n -> n + "\n").collect(Collectors.joining());
        Files.writeString(sandbox.repository.resolve("large.txt"), text, StandardCharsets.UTF_8);
        sandbox.sh("git add .; git commit -qm large; sed -i 'n;s/$/x/' large.txt; git commit -qam odd");

        BlamedFile file = blame(sandbox.repository, "large.txt");

        assertThat(file.ranges()).hasSize(100_000);
        assertThat(file.ranges().getLast().commit().subject()).isEqualTo("odd");
    }

    @Test
    void what_is_no_commit_is_none() throws Exception {
        Provenance provenance = Provenance.in(sandbox.repository, temp);

        for (String revision : List.of("nonsense", "", "HEAD:a.txt", "HEAD..HEAD", "--all", "0".repeat(40))) {
            assertThat(provenance.commit(revision)).as(revision).isEmpty();
        }
    }

    @Test
    void a_folder_that_is_no_repository_is_named() throws Exception {
        Path plain = Files.createDirectory(temp.resolve("plain"));

        assertThatThrownBy(() -> Provenance.in(plain, plain))
                .isInstanceOf(ProvenanceException.class)
                .hasMessage(plain + " is in no git repository");
        assertThatThrownBy(() -> Provenance.in(temp.resolve("gone"), temp))
                .isInstanceOf(ProvenanceException.class)
                .hasMessageContaining("there is no directory");
    }

    @Test
    void a_setting_that_hinders_git_is_named() {
        sandbox.sh("git config blame.ignoreRevsFile not-there");

        assertThatThrownBy(() -> lines("a.txt"))
                .isInstanceOf(ProvenanceException.class)
                .hasMessageContaining("not-there")
                .hasMessageContaining("the setting blame.ignoreRevsFile");
    }

    private String lines(String place) throws Exception {
        return lines(sandbox.repository, place);
    }

    private String lines(Path here, String place) throws Exception {
        BlamedFile file = blame(here, place);
        return file.path() + " " + file.ranges().getFirst().from() + "-"
                + file.ranges().getLast().to();
    }

    private BlamedFile blame(Path here, String place) throws Exception {
        Provenance provenance = Provenance.in(sandbox.repository, here);
        return provenance.blame(provenance.commit("HEAD").orElseThrow(), place);
    }
}
