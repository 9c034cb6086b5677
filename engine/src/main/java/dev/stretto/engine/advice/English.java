package dev.stretto.engine.advice;

import java.util.List;
import java.util.Set;

/** English: its most frequent words, and whether a prompt is written in it, so that its words mean what they seem to. */
final class English {
    static final Set<String> FUNCTION_WORDS = Vocabulary.of("""
            a an the and or but nor so yet if then else than of in on at by for from to into onto with within without over under
            through across between after before while when where which who whom whose what why how that this these those there
            here it its it's i me my we us our you your yours u they them their he she his her is are was were be been being am
            isn't aren't do does did doesn't don't didn't done have has had haven't can can't could should would will won't may might
            must not no never only also just again still already about as up out off down all any every each both some other
            another such same own few more most very too please pls plz thanks thank thx hi hey hello ok okay let let's lets
            one two three first second third last next new now once upon per via i'm i've we've you've that's there's he's
            she's what's who's isn't wasn't weren't wouldn't shouldn't couldn't mustn't needn't cannot rather instead because
            since until unless though although whether however therefore sure certain want wants need needs like""");
    static final Set<String> NEGATIONS = Vocabulary.of("""
            not no never don't dont doesn't without avoid nothing mustn't shouldn't can't cannot nor neither none""");

    /** Frequent words of other languages that English does not have, to be weighed against its own. */
    private static final Set<String> FOREIGN = Vocabulary.of("""
            der das und nicht den dem ist ein eine einen auf mit für von zu im bitte wird werden sind dass alle keine
            el los las una del por para con que como todos corrige est une les des et dans pour ne pas sur du avec tous toutes
            os um uma não da em ao corrija il lo gli di che non nel della per tutti het een van niet och att är med av inte
            jest nie się dla oraz w z na""");

    private English() {}

    /** True if the prose is English as far as one can tell. */
    static boolean is(List<Sentence> prose) {
        int words = 0;
        int english = 0;
        int foreign = 0;
        int otherScripts = 0;
        for (Sentence sentence : prose) {
            for (Token token : sentence.tokens()) {
                if (token.isWord() && !token.quoted()) {
                    String word = token.word();
                    words++;
                    english += FUNCTION_WORDS.contains(word) || Asks.known(word) ? 1 : 0;
                    foreign += FOREIGN.contains(word) ? 1 : 0;
                    otherScripts += word.charAt(0) > '\u024F' ? 1 : 0;
                }
            }
        }
        return english > foreign && english * 4 >= words && otherScripts * 5 <= words;
    }
}
