package dev.stretto.actors.node;

import java.util.Optional;

/**
 * A machine that carries out steps of attempts: it has the workspaces, the processes and the slots. This is all that runs know of
 * one. What goes through it is data, so that a node can be on another machine; an embedded engine has one, in its own process.
 */
public interface Node {

    /** Its stable id. */
    String id();

    /**
     * What this node does for one incarnation of a run. Sessions of earlier incarnations are void from now on: they begin,
     * change and remove nothing any more.
     *
     * @param epoch of the incarnation; higher than that of any before it
     */
    NodeSession session(String run, int epoch);

    /** Why steps wait that could be launched otherwise, in words. Empty if none do. */
    Optional<String> whyStepsWait();
}
