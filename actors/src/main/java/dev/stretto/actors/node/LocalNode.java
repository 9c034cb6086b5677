package dev.stretto.actors.node;

import java.util.Optional;

/** The node in this process. */
public final class LocalNode implements Node {
    private final NodeServices services;
    private final EpochFence fence = new EpochFence();

    /** A node with these services. */
    public LocalNode(NodeServices services) {
        this.services = services;
    }

    @Override
    public String id() {
        return services.id();
    }

    @Override
    public NodeSession session(String run, int epoch) {
        fence.raise(run, epoch);
        return new LocalSession(run, epoch, services, fence);
    }

    @Override
    public Optional<String> whyStepsWait() {
        return services.processes().slots().whyTheyWait();
    }
}
