package dev.stretto.grammar;

import dev.stretto.grammar.Token.Kind;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells what a word looks like: prose, a file, a name out of code. By its form alone, so that it holds in every language. */
final class Classifier {
    private static final Set<String> EXTENSIONS = Vocabulary.of("""
            java kt kts scala groovy py pyi rb go rs ts tsx js jsx mjs cjs vue svelte c h cc cpp cxx hpp hh cs fs vb swift m mm
            php pl pm r jl ex exs erl hs ml clj cljs lua dart sh bash ps1 bat sql html htm css scss less xml xsd json yaml yml
            toml ini cfg conf properties md rst adoc txt csv tsv proto graphql gradle tf tfvars lock env erb haml hbs ejs twig
            ipynb tex snap feature mdx zig nim bats""");
    private static final Set<String> NAMED_FILES = Vocabulary.of("""
            dockerfile makefile readme changelog license gemfile rakefile justfile jenkinsfile procfile codeowners""");
    private static final Set<String> FOLDERS = Vocabulary.of("""
            src lib libs test tests spec specs docs doc app apps pkg packages cmd internal include services web config scripts
            examples crates modules components main tools bin db""");
    /** Products whose names look like code or files. */
    private static final Set<String> PRODUCTS = Vocabulary.of("""
            node.js next.js vue.js nuxt.js react.js express.js three.js d3.js ember.js angular.js asp.net github gitlab javascript
            typescript postgresql mysql graphql openapi youtube devops fastapi latex linkedin nosql sqlite mongodb numpy pytorch
            tensorflow intellij dynamodb wordpress pypi sonarqube chatgpt openai websocket websockets vscode junit eslint oauth
            macos ios ipad iphone clickhouse rabbitmq""");

    private static final Pattern FILE_LINE = Pattern.compile("(.+?):\\d+(?::\\d+)?");
    private static final Pattern ERROR =
            Pattern.compile("[\\w.$]*[a-z](?:Error|Exception|Failure|Panic)|SIG[A-Z]{3,5}|E\\d{3,5}");
    private static final Pattern REFERENCE = Pattern.compile("#\\d+|https?://\\S+");
    private static final int LONGEST_NAME = 400;

    private Classifier() {}

    static Kind kind(String text) {
        if (isLowerCaseWord(text)) {
            return Kind.WORD;
        }
        if (text.length() > LONGEST_NAME) {
            return text.startsWith("http") ? Kind.REFERENCE : Kind.SYMBOL;
        }
        Shape shape = Shape.of(text);
        if (shape.letters() == 0) {
            return text.charAt(0) == '#' && REFERENCE.matcher(text).matches() ? Kind.REFERENCE : Kind.NUMBER;
        }
        if (shape.plain()) {
            return NAMED_FILES.contains(text.toLowerCase(Locale.ROOT)) && shape.upper() > 1 ? Kind.FILE : Kind.WORD;
        }
        if (shape.colon() && REFERENCE.matcher(text).matches()) {
            return Kind.REFERENCE;
        }
        if (PRODUCTS.contains(text.toLowerCase(Locale.ROOT))) {
            return Kind.WORD;
        }
        if (shape.colon() && FILE_LINE.matcher(text).matches() && isFile(text.substring(0, text.indexOf(':')))) {
            return Kind.FILE_LINE;
        }
        if (ERROR.matcher(text).matches()) {
            return Kind.ERROR;
        }
        if (shape.slash() || shape.dot()) {
            return path(text);
        }
        return isSymbol(text, shape) ? Kind.SYMBOL : shape.digits() > shape.letters() ? Kind.NUMBER : Kind.WORD;
    }

    /** Most words are; they need no closer look. */
    private static boolean isLowerCaseWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 'a' || c > 'z') {
                return false;
            }
        }
        return true;
    }

    private static Kind path(String text) {
        String path = withoutLine(text);
        if (path.indexOf('*') >= 0 || (path.endsWith("/") && path.length() > 2)) {
            return Kind.FOLDER;
        }
        if (isFile(path)) {
            return Kind.FILE;
        }
        int slash = path.indexOf('/');
        if (slash < 0) {
            return isDotted(path) ? Kind.SYMBOL : Kind.WORD;
        }
        if (slash == 0) {
            return path.length() > 1 ? Kind.SYMBOL : Kind.WORD;
        }
        if (path.startsWith("./") || path.startsWith("../") || path.startsWith("@")) {
            return Kind.FOLDER;
        }
        for (String name : path.split("/", -1)) {
            if (FOLDERS.contains(name)) {
                return Kind.FOLDER;
            }
        }
        return Kind.WORD;
    }

    private static String withoutLine(String text) {
        int colon = text.indexOf(':');
        return colon > 0 ? text.substring(0, colon) : text;
    }

    private static boolean isFile(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        String lower = name.toLowerCase(Locale.ROOT);
        if (PRODUCTS.contains(lower)) {
            return false;
        }
        return (dot >= 0 && EXTENSIONS.contains(lower.substring(dot + 1)))
                || (dot < 0 && path.indexOf('/') > 0 && NAMED_FILES.contains(lower));
    }

    /** {@code shop.money.add}, and not {@code e.g}, {@code U.S} or a sentence whose space is missing. */
    private static boolean isDotted(String text) {
        String[] names = text.split("[.#]", -1);
        for (String name : names) {
            if (name.length() < 2 || (!Character.isLetter(name.charAt(0)) && name.charAt(0) != '_')) {
                return false;
            }
        }
        return names.length > 1 && names.length < 12;
    }

    private static boolean isSymbol(String text, Shape shape) {
        return shape.hump()
                || shape.underscore()
                || text.endsWith("()")
                || text.contains("::")
                || text.indexOf('#') > 0
                || (text.startsWith("--") && text.length() > 3);
    }
}
