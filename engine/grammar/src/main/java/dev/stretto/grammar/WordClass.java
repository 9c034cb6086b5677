package dev.stretto.grammar;

import java.util.HashMap;
import java.util.Map;

/**
 * Lists of English words, by what they do in a text. Each list is a bit, so that a word is looked up once and then asked for
 * any of them, and a sentence for all of its words.
 */
enum WordClass {
    /** The most frequent words of English. */
    FREQUENT("""
            a an the and or but nor so yet if then else than of in on at by for from to into onto with within without
            over under through across between after before while when where which who whom whose what why how that this
            these those there here it its it's i me my we us our you your yours u they them their he she his her is are
            was were be been being am isn't aren't do does did doesn't don't didn't done have has had haven't can can't
            could should would will won't may might must not no never only also just again still already about as up out
            off down all any every each both some other another such same own few more most very too please pls plz
            thanks thank thx hi hey hello ok okay let let's lets one two three first second third last next new now once
            upon per via i'm i've we've you've that's there's he's she's what's who's isn't wasn't weren't wouldn't
            shouldn't couldn't mustn't needn't cannot rather instead because since until unless though although whether
            however therefore sure certain want wants need needs like"""),
    /** Negations. */
    NEGATION("""
            not no never don't dont doesn't without avoid nothing mustn't shouldn't can't cannot nor neither none"""),
    /** Frequent words of other languages that English does not have. */
    FOREIGN("""
            der das und nicht den dem ist ein eine einen auf mit für von zu im bitte wird werden sind dass alle keine el
            los las una del por para con que como todos corrige est une les des et dans pour ne pas sur du avec tous
            toutes os um uma não da em ao corrija il lo gli di che non nel della per tutti het een van niet och att är
            med av inte jest nie się dla oraz w z na"""),
    /** Verbs for mending what fails. */
    REPAIR("""
            fix fixing repair solve resolve debug mend correct troubleshoot stabilise stabilize"""),
    /** Verbs for making better what works. */
    IMPROVEMENT("""
            improve improving optimise optimize refactor clean cleaning rewrite rework restructure modernise modernize
            polish enhance simplify tidy reorganise reorganize"""),
    /** Other verbs that ask for a change. */
    OTHER_WORK("""
            make write implement create build add update test do finish complete upgrade document cover harden change
            replace remove rename move delete migrate port extract split merge convert translate shorten introduce
            support use give handle set extend adapt adjust generate install configure wire round retry develop design
            draft bump"""),
    /** Verbs that ask for an answer. */
    READING("""
            review audit analyse analyze find list explain compare investigate look locate identify describe summarise
            summarize evaluate assess inspect study research read check search determine map count report diagnose
            verify examine run"""),
    /** What says that something fails. */
    FAILURE("""
            bug bugs failure failures failing fails failed race races crash crashes crashing deadlock deadlocks leak
            leaks flaky flakiness regression regressions error errors exception exceptions broken hang hangs"""),
    /** What is only a failure if it is to be repaired: "fix the build", and not "fix the build script". */
    FAILURE_IF_REPAIRED("test issue problem build it"),
    /** As those before, in the plural. */
    SEVERAL_TO_REPAIR("tests issues problems everything"),
    /** What turns the word before it into something else than a failure: "error handling". */
    NO_FAILURE_BEFORE("""
            handling message messages path paths page pages code codes class type types report reporting boundary"""),
    /** Where a sentence turns from what is forbidden to what is wanted. */
    TURN("but instead then"),
    /** After these a verb is a request. */
    BEFORE_A_REQUEST("please pls plz and then or you u to also just now on should must"),
    /** What "fix" may stand before when it means what was told before. */
    OBJECT("it them this that these asap please thx thanks"),
    /** Nouns that name nothing in particular. */
    THING("""
            code codebase code-base base repo repos repository project projects app apps application backend frontend
            back-end front-end test tests testing unit integration system systems software program thing things stuff
            bug bugs issue issues error errors problem problems failure failures crash crashes race condition conditions
            build builds ci ui production way ways part parts place places file files function functions mess lot lots
            bit little feature features everything anything something whatever nothing today tomorrow yesterday time
            times work works working"""),
    /** Nouns that name a side of everything: enough for a review, and too little for work. */
    PERSPECTIVE("""
            performance quality coverage documentation docs architecture structure security style readability
            maintainability clarity speed"""),
    /** What a tool finds, whoever runs it: the subagent can see it for itself. */
    FOUND_BY_TOOLS("""
            lint linting linter eslint typecheck type types typing compile compiler compilation mypy pylint clippy checkstyle
            tsc ruff flake8 spelling formatting"""),
    /** Adjectives that name nothing in particular. */
    QUALITY("""
            better best good clean cleaner fast faster nice nicer modern robust stable perfect perfectly excellent great
            ready properly correctly correct well old whole entire full failing flaky broken failed failures wrong bad
            slow ugly messy important asap quick quickly soon possible necessary needed less red green up-to-date
            production-ready readable maintainable efficient right overall general several many various"""),
    /** WordClass for the whole of something. */
    WHOLE("entire whole full complete"),
    /** WordClass for everything. */
    EVERYTHING("everything anything whatever"),
    /** What is everything if it is whole. */
    WHOLE_CODE("project code codebase code-base repo repository app application system software"),
    /** A word before one of these names a part of the code: "the scheduler module", "login route". */
    PART("""
            module modules package service services component components subsystem class function endpoint endpoints
            page screen table command method crate library plugin route form job pipeline handler controller dialog view
            widget layer"""),
    /** WordClass that name no part. */
    NO_NAME("every each main important"),
    /** WordClass that tell under which circumstances something is seen. */
    CIRCUMSTANCE("when whenever after instead because"),
    /** WordClass that tell what is seen. */
    OBSERVATION("""
            expected expects expecting actual throws thrown prints logs shows gets got complains says hangs crashes
            returns segfaults panics panic differs freezes loops"""),
    /** WordClass that take circumstances for the end of the work: "when you are done". */
    NO_CIRCUMSTANCE("done finished ready time finish"),
    /** WordClass that forbid or keep. */
    FORBIDDING("""
            don't dont only without avoid keep leave leaving unchanged untouched preserve mustn't shouldn't nothing
            except unless outside alone stay stays within limit limited restrict"""),
    /** Before "not" these forbid. */
    BEFORE_NOT("do must should may shall can"),
    /** After "no" these are forbidden. */
    AFTER_NO("""
            new other change changes further more additional code external breaking public behaviour behavior
            refactoring edits modifications dependencies dependency api tests files file"""),
    /** Verbs for telling in the end. */
    TELLING("""
            explain describe tell say summarise summarize list name state recommend note mention justify enumerate"""),
    /** Nouns for what is told in the end. */
    ACCOUNT("""
            summary summaries recommendation recommendations findings finding conclusion conclusions write-up writeup"""),
    /** Verbs for giving something back. */
    GIVING("return returns report output print show give provide send reply respond answer"),
    /** What is given back in a report. */
    GIVEN("""
            what which how why where whether each every the a an any all them it's back your root cause list table count
            findings me us files lines keys changes results"""),
    /** WordClass for the last message. */
    ANSWER("answer reply response report message"),
    /** What stands before them. */
    BEFORE_ANSWER("your the final in a short brief"),
    /** WordClass that begin a question. */
    QUESTION("what which how why where whether if"),
    /** "let me know", as it is written. */
    KNOWING("know lmk"),
    /** WordClass that do not say what to report. */
    SAYS_NOTHING("""
            the a an result results output outcome done ok okay success it fix fixed answer response finished ready
            status confirmation true false nothing n/a tbd that is was and when if yes no code work works everything
            anything something"""),
    /** WordClass that tell a report from a value. */
    REPORTED("""
            summary summaries list lists report findings table cause causes reason reasons files changes changed lines
            explanation overview recommendation recommendations structured"""),
    /** A file that is named soon after one of these is only to be read. */
    ONLY_READ("""
            read see follow following follows according like as refer consult study look described example based pattern
            reads defined documented per from through via run running uses using use"""),
    /** WordClass that speak of tests. */
    OF_TESTS("""
            test tests tested testing spec specs coverage cover covers covered branch branches untested fixture fixtures"""),
    /** WordClass that speak of documents. */
    OF_DOCUMENTS("""
            doc docs document documents documented documentation describe describes readme guide guides changelog manual
            comment comments explain explains tutorial""");

    private static final Map<String, Long> MARKS = new HashMap<>();

    static {
        for (WordClass list : values()) {
            for (String word : list.words.strip().split("\\s+", -1)) {
                MARKS.merge(word, list.mark(), (a, b) -> a | b);
            }
        }
    }

    private final String words;

    WordClass(String words) {
        this.words = words;
    }

    /** The lists that a word in lower case is in, as bits. */
    static long marks(String word) {
        return MARKS.getOrDefault(word, 0L);
    }

    /** The bit of this list; it is never stored, so that the order of the lists does not matter. */
    @SuppressWarnings("EnumOrdinal")
    long mark() {
        return 1L << ordinal();
    }

    /** The bits of several lists. */
    static long marks(WordClass... lists) {
        long marks = 0;
        for (WordClass list : lists) {
            marks |= list.mark();
        }
        return marks;
    }

    /** True if the bits say that the word, or one of the words, is in this list. */
    boolean isIn(long marks) {
        return (marks & mark()) != 0;
    }
}
