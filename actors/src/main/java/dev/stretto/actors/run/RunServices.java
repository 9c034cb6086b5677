package dev.stretto.actors.run;

import dev.stretto.actors.node.Background;
import dev.stretto.actors.node.Node;
import dev.stretto.persistence.codec.EventCodec;
import java.time.Clock;

/**
 * What runs need.
 *
 * @param codec turns events into entries of the log
 * @param stores what is kept beside the log
 * @param node carries attempts out
 * @param background where work is done that may block
 * @param clock the time of day
 */
public record RunServices(EventCodec codec, RunStores stores, Node node, Background background, Clock clock) {}
