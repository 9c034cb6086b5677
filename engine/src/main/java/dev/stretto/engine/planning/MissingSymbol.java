package dev.stretto.engine.planning;

import dev.stretto.engine.testreport.FailedTest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that a failure says is not there: a class, function, module or fixture.
 *
 * @param name as the message names it
 * @param definedIn the end of the path of the file that would hold it, without an extension; empty if the name tells nothing
 */
record MissingSymbol(String name, String definedIn) {
    /** Each with the symbol as its first group; if there is a second one, that is what the symbol should be part of. */
    private static final List<Pattern> SAID = List.of(
            said("cannot find symbol\\s+symbol:?\\s+(?:class|interface|enum|record|method|variable)? ?([\\w.$]+)"),
            said("package ([\\w.]+) does not exist"),
            said("^'?(?:[\\w.$]+(?:\\[\\])* )?([\\w$]+(?:\\.[\\w$<>]+)+)\\((?:[\\w.$,\\[\\] ]*)\\)[\\w/;]*'?$"),
            said("undefined: ([\\w.]+)"),
            said("([\\w.]+) undefined \\("),
            said("(?:cannot find package|no required module provides package|package) \"?([\\w./-]+\\.[\\w./-]+)\"?"),
            said("No module named '?([\\w.]+)'?"),
            said("cannot import name '([\\w.]+)' from (?:partially initialized module )?'([\\w.]+)'"),
            said("name '([\\w.]+)' is not defined"),
            said("module '([\\w.]+)' has no attribute '(\\w+)'"),
            said(
                    "(?:type object )?'(?!NoneType|str'|int'|list'|dict'|tuple')([\\w.]+)' (?:object )?has no attribute '(\\w+)'"),
            said("fixture '([\\w.]+)' not found"),
            said(
                    "(?:Cannot find module|Cannot find package|Failed to resolve import|Could not resolve) ['\"]([^'\"\\n]+)['\"]"),
            said("The requested module ['\"]([^'\"\\n]+)['\"] does not provide an export named ['\"]?([\\w$]+)"),
            said("\\(0 ?, ?([\\w$]+\\.[\\w$]+)\\) is not a (?:function|constructor)"),
            said("^([A-Za-z_$][\\w$]*) is not defined"),
            said("(?:Cannot find name|has no exported member) ['\"]([\\w$]+)['\"]"),
            said("Property '([\\w$]+)' does not exist on type '([^'\\n]+)'"),
            said("cannot find (?:function|value|type|macro|struct|trait|module)[^`\\n]* `([^`\\n]+)`"),
            said("unresolved import `([^`\\n]+)`"),
            said("uninitialized constant ([\\w:]+)"),
            said("cannot load such file -- (\\S+)"),
            said("undefined (?:local variable or )?method [`']([\\w?!]+)' for (?!nil)(.{1,80})"),
            said("Can't locate (\\S+\\.pm)"),
            said("Undefined subroutine &?([\\w:]+) called"),
            said("undefined reference to [`']([^'\\n]+)'"),
            said("'([\\w:]+)' was not declared in this scope"));

    private static final Pattern CLASS_NAMED =
            Pattern.compile("^(?:Could not initialize class )?([\\w$]+(?:[./][\\w$]+)*)$");
    private static final Pattern CLASS_ERROR =
            Pattern.compile("(?:.*\\.)?(?:NoClassDefFoundError|ClassNotFoundException|NoSuchFieldError)");
    private static final Pattern LINKAGE = Pattern.compile("(?:.*\\.)?NoSuchMethod(?:Error|Exception)");
    private static final int LONGEST_MESSAGE = 4_000;

    private static Pattern said(String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE);
    }

    /** What a failure misses, if that is why it failed. */
    static Optional<MissingSymbol> in(FailedTest failure) {
        String message =
                failure.message().substring(0, Math.min(failure.message().length(), LONGEST_MESSAGE));
        String exception = failure.exception() == null ? "" : failure.exception();
        if (CLASS_ERROR.matcher(exception).matches()) {
            Matcher named = CLASS_NAMED.matcher(firstLine(message));
            return named.find() ? Optional.of(ofClass(named.group(1).replace('/', '.'))) : Optional.empty();
        }
        for (Pattern pattern : SAID) {
            Matcher matcher = pattern.matcher(message);
            if (matcher.find()
                    && (!isSignature(pattern) || LINKAGE.matcher(exception).matches())) {
                String symbol =
                        matcher.groupCount() > 1 ? matcher.group(2) + " of " + matcher.group(1) : matcher.group(1);
                return Optional.of(of(symbol, matcher.group(1), message, failure));
            }
        }
        return Optional.empty();
    }

    /** A method's signature alone is no complaint; only an error of linkage makes it one. */
    private static boolean isSignature(Pattern pattern) {
        return pattern.pattern().startsWith("^'?");
    }

    private static MissingSymbol ofClass(String name) {
        return new MissingSymbol(name, name.replaceFirst("\\$.*", "").replace('.', '/'));
    }

    private static MissingSymbol of(String symbol, String first, String message, FailedTest failure) {
        if (first.startsWith(".")) {
            String path = resolved(first, message, failure);
            return new MissingSymbol(symbol.replace(first, path), path.replaceFirst("\\.[cm]?[jt]sx?$", ""));
        }
        if (failure.exception() != null && LINKAGE.matcher(failure.exception()).matches()) {
            String type = symbol.substring(0, Math.max(0, symbol.lastIndexOf('.')));
            return new MissingSymbol(symbol, ofClass(type).definedIn());
        }
        boolean dotted = first.matches("[a-z_]\\w*(?:\\.\\w+)+");
        return new MissingSymbol(symbol, dotted ? first.replace('.', '/') : "");
    }

    /** Where a relative import leads: two folders may both have a {@code ./helper}. */
    private static String resolved(String relative, String message, FailedTest failure) {
        Matcher from = Pattern.compile("from ['\"]([^'\"\\n]+)['\"]").matcher(message);
        String importer = from.find() ? from.group(1) : failure.file() == null ? "" : failure.file();
        String at = SourcePaths.folder(importer);
        for (String step : List.of(relative.split("/", -1))) {
            at = switch (step) {
                case ".", "" -> at;
                case ".." -> SourcePaths.folder(at);
                case String name -> at.isEmpty() ? name : at + "/" + name;
            };
        }
        return at;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }
}
