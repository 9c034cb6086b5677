package dev.stretto.actors.run;

import dev.stretto.engine.run.CommandResult;

/** What whoever has asked something of a run is told. */
public sealed interface RunReply {

    /** The run has decided, and that is on disk. */
    record Decided(CommandResult result) implements RunReply {}

    /** The engine has let the run go: there may be no other answer. */
    record LetGo(StoppedRun stopped) implements RunReply {}
}
