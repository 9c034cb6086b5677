package dev.stretto.engine.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What has to hold of the variables and ports of a plan. */
public final class EnvironmentRules {
    /** Stretto sets these itself. */
    private static final String RESERVED = "STRETTO_";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern PORT = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|PASS|PAT|API_?KEY|ACCESS_?KEY|SECRET_?KEY|PRIVATE_?KEY"
                    + "|CREDENTIALS?)(?:_(?!FILE|PATH|DIR|NAME|ID|TYPE|TTL|URL|LENGTH|EXPIR)\\w*)?$",
            Pattern.CASE_INSENSITIVE);
    /** What people write where no secret is needed: short, or called so. */
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?is).{0,7}|.*(?:test|dummy|fake|example|sample|placeholder|change.?me|not.?a.?secret|insecure).*|(.)\\1*");
    /** The forms that well-known issuers give to their keys, and passwords in addresses. */
    private static final Pattern KNOWN =
            Pattern.compile("\\b(?:gh[pousr]_|github_pat_|glpat-|sk-|sk_live_|rk_live_|xox[abprs]-"
                    + "|AKIA|ASIA|AIza|npm_|pypi-|hf_)[A-Za-z0-9_-]{8,}|\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}"
                    + "|-----BEGIN [A-Z ]*PRIVATE KEY-----");

    private static final Pattern PASSWORD_IN_URL = Pattern.compile("://[^/\\s:@]*:([^/\\s@]+)@");

    private EnvironmentRules() {}

    /**
     * Everything that is wrong; empty if nothing is.
     *
     * @param field what the environment belongs to, such as {@code defaults}
     */
    public static List<PlanRules.Violation> violations(String field, EnvironmentSpec environment) {
        List<PlanRules.Violation> violations = new ArrayList<>();
        environment.variables().forEach((name, value) -> variable(field + ".env." + name, name, value, violations));
        Set<String> known = new HashSet<>();
        for (int i = 0; i < environment.ports().size(); i++) {
            String port = environment.ports().get(i);
            String place = field + ".ports[" + i + "]";
            if (!PORT.matcher(port).matches()) {
                violations.add(new PlanRules.Violation(
                        place, "'" + port + "'", "a name of letters, digits, '-' and '_' that begins with a letter"));
            } else if (!known.add(variableOf(port))) {
                violations.add(new PlanRules.Violation(
                        place,
                        "'" + port + "', which sets " + variableOf(port) + " again",
                        "a name that is not used yet"));
            }
        }
        return violations;
    }

    /** The variable that tells an attempt the number of a port. */
    public static String variableOf(String port) {
        return "STRETTO_PORT_" + port.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static void variable(
            String field, String name, EnvironmentValue value, List<PlanRules.Violation> violations) {
        if (!NAME.matcher(name).matches()) {
            violations.add(new PlanRules.Violation(
                    field, "'" + name + "'", "a name of letters, digits and '_' that does not begin with a digit"));
        } else if (name.startsWith(RESERVED)) {
            violations.add(new PlanRules.Violation(
                    field, "'" + name + "'", "another name: Stretto sets those that begin with " + RESERVED));
        }
        switch (value) {
            case EnvironmentValue.Literal literal -> {
                if (looksSecret(name, literal.text())) {
                    violations.add(new PlanRules.Violation(
                            field,
                            "a text that looks like a secret, which would stand in the log",
                            "{ fromEnv: NAME } or { fromFile: PATH }, which are read when a process starts and never"
                                    + " written down"));
                } else if (literal.text().indexOf('\0') >= 0) {
                    violations.add(new PlanRules.Violation(
                            field, "a text with a NUL character", "a text without NUL characters"));
                }
            }
            case EnvironmentValue.FromEnv from -> {
                if (!NAME.matcher(from.name()).matches()) {
                    violations.add(new PlanRules.Violation(
                            field + ".fromEnv", "'" + from.name() + "'", "the name of a variable"));
                }
            }
            case EnvironmentValue.FromFile from -> {
                if (from.path().isBlank()) {
                    violations.add(new PlanRules.Violation(field + ".fromFile", "''", "the path of a file"));
                }
            }
        }
    }

    private static boolean looksSecret(String name, String text) {
        Matcher password = PASSWORD_IN_URL.matcher(text);
        return KNOWN.matcher(text).find()
                || (password.find() && !isPlaceholder(password.group(1)))
                || (SECRET_NAME.matcher(name).find() && !isPlaceholder(text.strip()));
    }

    private static boolean isPlaceholder(String text) {
        return PLACEHOLDER.matcher(text).matches();
    }
}
