package dev.stretto.app.command;

import dev.stretto.engine.plan.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Refuses commands and options that there are not, also where help is asked for, and names the one that was probably meant. */
final class UnknownArguments {

    /** An argument that means nothing; the message is all that has to be said. */
    static final class UnknownArgumentException extends CommandLine.ParameterException {
        private static final long serialVersionUID = 1L;

        private UnknownArgumentException(CommandSpec command, String message) {
            super(command.commandLine(), message);
        }
    }

    private UnknownArguments() {}

    /** Has this command line refuse them, before it complains of anything else. */
    static void refusedBy(CommandLine commandLine) {
        collectErrors(commandLine);
        commandLine.setExecutionStrategy(parsed -> {
            List<ParseResult> commands = commands(parsed);
            for (ParseResult command : commands) {
                refuseUnknown(command);
            }
            for (ParseResult command : commands) {
                for (Exception error : command.errors()) {
                    throw error instanceof CommandLine.ParameterException known
                            ? known
                            : new CommandLine.ParameterException(
                                    command.commandSpec().commandLine(), String.valueOf(error.getMessage()), error);
                }
            }
            return new CommandLine.RunLast().execute(parsed);
        });
    }

    /** Otherwise a parameter that is missing would hide the option that was misspelt. */
    private static void collectErrors(CommandLine commandLine) {
        commandLine.getCommandSpec().parser().collectErrors(true);
        commandLine.getSubcommands().values().forEach(UnknownArguments::collectErrors);
    }

    private static List<ParseResult> commands(ParseResult parsed) {
        List<ParseResult> commands = new ArrayList<>();
        for (ParseResult command = parsed; command != null; command = command.subcommand()) {
            commands.add(command);
        }
        return commands;
    }

    private static void refuseUnknown(ParseResult parsed) {
        List<String> unknown = parsed.unmatched();
        if (unknown.isEmpty()) {
            return;
        }
        CommandSpec command = parsed.commandSpec();
        Optional<String> subcommand = command.subcommands().isEmpty()
                ? Optional.empty()
                : unknown.stream().filter(word -> !word.startsWith("-")).findFirst();
        String problem = subcommand
                .map(word -> noCommand(command, word))
                .orElseGet(() -> unknown.getFirst().startsWith("-")
                        ? noOption(command, unknown.getFirst())
                        : quoted(command.qualifiedName()) + " takes no further argument " + quoted(unknown.getFirst()));
        throw new UnknownArgumentException(
                command,
                problem + (problem.endsWith("?") ? " " : ". ") + "See " + quoted(command.qualifiedName() + " --help"));
    }

    private static String noCommand(CommandSpec command, String word) {
        List<String> known = command.subcommands().entrySet().stream()
                .filter(subcommand ->
                        !subcommand.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
        String before = command.parent() == null ? "" : command.name() + " ";
        return "there is no command " + quoted(before + word) + suggestion(before, Nearest.among(known, word));
    }

    private static String noOption(CommandSpec command, String word) {
        String name = word.split("=", 2)[0].replaceFirst("^--?", "");
        List<String> known = command.optionsMap().keySet().stream()
                .filter(option -> option.startsWith("--"))
                .map(option -> option.substring(2))
                .toList();
        return quoted(command.qualifiedName()) + " has no option " + quoted(word.split("=", 2)[0])
                + suggestion("--", Nearest.among(known, name));
    }

    private static String suggestion(String before, Optional<String> near) {
        return near.map(name -> "; did you mean " + quoted(before + name) + "?").orElse("");
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
