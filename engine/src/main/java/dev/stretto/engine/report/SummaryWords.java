package dev.stretto.engine.report;

import java.util.List;
import java.util.regex.Pattern;

/** The English words by which a sentence claims changes, denies them, or says why there are none. */
final class SummaryWords {
    private static final int READ = 64 * 1024;
    private static final Pattern SENTENCE_END = Pattern.compile("\\R|(?<=[.!?;])\\s+");
    private static final Pattern BULLET = Pattern.compile("^[^\\p{L}\\p{N}]*(?:\\d{1,3}[.)]\\s+)?[^\\p{L}\\p{N}]*");
    private static final Pattern LABEL =
            words("^(?:summary|results?|done|changes?(?: made)?|outcome|status|fix|solution"
                    + "|resolution|tl;dr|what (?:i|was) (?:did|done|changed))\\s*\\**:\\W*");

    private static final String DONE = "(?:fixed|changed|added|updated|implemented|rewrote|rewritten|wrote|written"
            + "|created|refactored|removed|renamed|replaced|moved|edited|modified|deleted|corrected|patched"
            + "|introduced|extracted|migrated|converted|adjusted|bumped|upgraded|reworked|simplified|inlined)";
    private static final List<Pattern> CLAIMS = List.of(
            words("^(?:(?:successfully|also|then|now|finally|just|first|next|additionally|done|and|so)[:,]?\\s+)*"
                    + DONE + "\\b(?!-)"),
            words("\\b(?:i|we)(?:['\u2019]ve| have| then| also| just| first| now| simply| successfully)* " + DONE
                    + "\\b"),
            words("\\b(?:has|have)(?: now| all| both)? been(?: now| successfully)? " + DONE + "\\b"),
            words("\\b(?:was|were|is|are)(?: now)? " + DONE + " by \\w+ing\\b"),
            words("\\bthis (?:commit|change|patch|pr|branch) (?:adds|fixes|changes|updates|implements|removes|renames"
                    + "|replaces|moves|rewrites|refactors|introduces)\\b"));

    /** In front of a claim: it is none. */
    private static final Pattern OPEN = words("\\b(?:not|never|no|nothing|none|neither|nor|if|would|should|could|might"
            + "|must|once|until|unless|whether|needs?|when|after|before|to be)\\b|n['\u2019]t\\b");
    /** Anywhere beside a claim: somebody else did it, or at another time. */
    private static final Pattern ELSEWHERE = words("\\b(?:already|previously|upstream|elsewhere|someone|somebody"
            + "|yesterday|ago|last (?:week|month|year|release)"
            + "|in (?:commit\\b|#\\d|pr\\b|v?\\d+\\.\\d|version|release|main\\b|master\\b"
            + "|an? (?:previous|prior|earlier|other|later)|the (?:previous|prior|earlier|last))"
            + "|" + DONE + " (?:by (?!\\w+ing\\b)|in \\d{4}))");
    /** Behind a claim's verb: nothing came of it, or nothing that lies in the worktree. */
    private static final Pattern NO_FILE = words("^(?: (?:files?|code|lines?|tests?))?\\s*[:=]?\\s*\\(?"
            + "(?:nothing|none|no\\b|0\\b|n/a)"
            + "|^(?: (?:a|an|the|my|this|some|your|our))?(?: [\\w-]+){0,3} (?:report|summary|analysis|plan|review|issue"
            + "|ticket|overview|notes?|findings|recommendations?|proposal)"
            + "(?:[,.:;]| (?:of|on|for|with|below|above|about|here|that|to)\\b|\\s*$)"
            + "|^[^.]*(?:[\\s`'\"(])(?:/tmp/|/var/|/dev/|~/|target/|build/|dist/|node_modules/)");

    private static final String CHANGING = "(?:chang|modif|edit|touch|writ|wrote|alter|mak|made|updat|commit|fix)\\w*";
    private static final String REST = "(?:other|else|further|additional|more|unrelated)";
    private static final List<Pattern> DENIALS = List.of(
            words("\\b(?:no|zero|0)(?: (?:code|file|source|actual|local|content|text|repository))* "
                    + "(?:changes?|edits?|modifications?)\\b(?! (?:to|in|of|outside|beyond|than)\\b)"),
            words("\\b(?:no|zero|0|none of the)(?: (?:source|code|project|repository))? (?:files?|code|lines?)"
                    + "(?: (?:was|were|is|are|has been|have been|had to be|needed to be))? (?:changed|modified|edited|touched"
                    + "|updated|altered|written|added|committed)\\b"),
            words("\\bnothing (?:was |were |has been |is |had |needed |needs |that needed )?(?:to (?:be )?)?"
                    + "(?:changed?|modif(?:y|ied)|edit(?:ed)?|fix(?:ed)?|do|done|updated?|commit(?:ted)?|touched)\\b"
                    + "(?! " + REST + ")"),
            words("\\b(?:did|do|have|has|had)(?: not|n['\u2019]t)(?: actually| yet| need to| have to)? " + CHANGING
                    + "\\b(?: any)?(?: of)?(?: the)?(?: (?:source|code|project))* (?:anything|files?|code|changes|edits)\\b"
                    + "(?! " + REST + "| (?:to|in|outside|beyond|of)\\b)"),
            words("\\b(?:left|leaving|kept)(?: (?:the|all|every|everything|it|code|files?|repository|as))* "
                    + "(?:as (?:is|it (?:is|was)|they were)|unchanged|untouched|alone)\\b(?! (?:in|for)\\b)"),
            words(
                    "\\bwithout (?:(?:making|doing|any) )*(?:changes|edits|modifications|changing anything"
                            + "|(?:modifying|touching|editing|changing) (?:any )?(?:code|files?|anything))\\b(?! (?:to|in)\\b)"),
            words("\\b(?:repository|repo|working tree|worktree|workspace|code ?base|code|files) "
                    + "(?:is|are|was|were|remains?|stays?|stayed) (?:all )?(?:unchanged|untouched|unmodified)\\b"),
            words(
                    "\\b(?:files|changes|edits|modifications|diff)(?: (?:changed|modified|made|edited|touched))?\\**\\s*[:=]"
                            + "\\W*(?:none|0|nothing|n/a|empty)\\b"),
            words("^" + DONE + "(?: (?:files?|code|lines?))?\\**\\s*[:=]?\\W*(?:nothing|none|no files?|0 files?)\\b(?! "
                    + REST + ")"));
    /** They say why nothing came of it, without saying that nothing was changed. */
    private static final List<Pattern> EXCUSES = List.of(
            words("\\balready (?:" + DONE
                    + "|present|there|exist\\w*|in place|done|work\\w*|pass\\w*|correct|up[- ]to[- ]date"
                    + "|handle[sd]?|covered|complete|resolved|supports?|includes?|contains?|has|does|was|is)\\b"),
            words("\\bno (?:code |further |other )?(?:fix|change|action|work|edit|update|modification)\\w*"
                    + "(?: (?:is|was|were|are))? (?:needed|required|necessary|possible|warranted)\\b"),
            words(
                    "\\b(?:unable to|could ?n[o'\u2019]t|could not|can ?not|can['\u2019]t|failed to|not able to) (?:\\w+ )?"
                            + "(?:fix|change|modify|implement|edit|write|apply|update|add|create|complete|reproduce)\\b"),
            words("\\b(?:reverted|rolled back|undid|discarded|stashed)\\b"),
            words("\\bread-?only\\b|\\b(?:analysis|review|report)[- ]only\\b|\\bdry[- ]run\\b|\\bno-?op\\b"),
            words("\\bonly (?:reviewed|analy[sz]ed|read|looked|reported|investigated|inspected)\\b"));

    private SummaryWords() {}

    private static Pattern words(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    static List<String> sentences(String text) {
        String read = text.substring(0, Math.min(text.length(), READ));
        return SENTENCE_END
                .splitAsStream(read)
                .map(line -> BULLET.matcher(line).replaceFirst("").strip())
                .map(sentence -> LABEL.matcher(sentence).replaceFirst(""))
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }

    static boolean denies(String sentence) {
        return DENIALS.stream().anyMatch(denial -> denial.matcher(sentence).find());
    }

    static boolean excuses(String sentence) {
        return EXCUSES.stream().anyMatch(excuse -> excuse.matcher(sentence).find());
    }

    static boolean claims(String sentence) {
        return CLAIMS.stream()
                .flatMap(claim -> claim.matcher(sentence).results().limit(1))
                .anyMatch(found -> !OPEN.matcher(sentence.substring(0, found.start()))
                                .find()
                        && !NO_FILE.matcher(sentence.substring(found.end())).find()
                        && !ELSEWHERE.matcher(sentence).find());
    }
}
