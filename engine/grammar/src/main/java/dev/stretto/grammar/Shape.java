package dev.stretto.grammar;

/** What characters a word is made of, found in one pass, so that most words need no closer look. */
record Shape(
        int letters,
        int upper,
        int digits,
        boolean hump,
        boolean underscore,
        boolean slash,
        boolean dot,
        boolean colon,
        boolean other) {

    static Shape of(String text) {
        int letters = 0;
        int upper = 0;
        int digits = 0;
        boolean hump = false;
        boolean underscore = false;
        boolean slash = false;
        boolean dot = false;
        boolean colon = false;
        boolean other = false;
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetter(c)) {
                letters++;
                if (Character.isUpperCase(c)) {
                    upper++;
                    hump |= Character.isLowerCase(before);
                }
            } else if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '_') {
                underscore |= i > 0 && i < text.length() - 1;
            } else if (c == '/') {
                slash = true;
            } else if (c == '.') {
                dot = true;
            } else if (c == ':') {
                colon = true;
            } else if (c != '-' && c != '\'' && c != '’') {
                other = true;
            }
            before = c;
        }
        return new Shape(letters, upper, digits, hump, underscore, slash, dot, colon, other);
    }

    /** True for what can only be a word: letters, hyphens, apostrophes. */
    boolean plain() {
        return digits == 0 && !hump && !underscore && !slash && !dot && !colon && !other;
    }
}
