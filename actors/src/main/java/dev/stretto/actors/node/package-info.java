/** What a machine does for runs: the port that runs see of it, and the node in this process behind that. */
@NullMarked
package dev.stretto.actors.node;

import org.jspecify.annotations.NullMarked;
