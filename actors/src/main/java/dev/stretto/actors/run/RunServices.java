package dev.stretto.actors.run;

import dev.stretto.actors.node.Background;
import dev.stretto.actors.node.Node;
import dev.stretto.persistence.codec.EventCodec;
import dev.stretto.persistence.seal.Seals;
import java.time.Clock;

/**
 * What runs need.
 *
 * @param codec turns events into entries of the log
 * @param seals keeps the hashes that the logs of finished runs end in
 * @param node carries attempts out
 * @param background where work is done that may block
 * @param clock the time of day
 */
public record RunServices(EventCodec codec, Seals seals, Node node, Background background, Clock clock) {}
