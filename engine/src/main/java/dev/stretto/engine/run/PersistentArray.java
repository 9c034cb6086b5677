package dev.stretto.engine.run;

import java.util.AbstractList;
import java.util.Collection;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * An immutable array that gives changed copies of itself, which share with it what did not change: a tree of nodes of 32. Its size is
 * fixed, which is what keeps it small: 10,000 entries are three levels, and hardly more memory than a plain array.
 *
 * @param <T> what is in it; never null
 */
public final class PersistentArray<T> extends AbstractList<T> implements RandomAccess {
    private static final int BITS = 5;
    private static final int WIDTH = 1 << BITS;
    private static final int PLACE = WIDTH - 1;

    private final Object[] root;
    private final int size;
    /** How far a position is shifted to give the place in the root: 0 if the root is a leaf. */
    private final int shift;

    private PersistentArray(Object[] root, int size, int shift) {
        this.root = root;
        this.size = size;
        this.shift = shift;
    }

    /** The array of these entries, in their order. */
    public static <T> PersistentArray<T> of(Collection<? extends T> entries) {
        Object[] level = entries.toArray();
        int shift = 0;
        while (level.length > WIDTH) {
            level = nodes(level);
            shift += BITS;
        }
        return new PersistentArray<>(level, entries.size(), shift);
    }

    /** The level above: what is in a level, in nodes. */
    private static Object[] nodes(Object[] level) {
        Object[] nodes = new Object[(level.length + WIDTH - 1) / WIDTH];
        for (int i = 0; i < nodes.length; i++) {
            int from = i * WIDTH;
            Object[] node = new Object[Math.min(WIDTH, level.length - from)];
            System.arraycopy(level, from, node, 0, node.length);
            nodes[i] = node;
        }
        return nodes;
    }

    /** The entry at a position. */
    @Override
    @SuppressWarnings("unchecked")
    public T get(int position) {
        Objects.checkIndex(position, size);
        Object[] node = root;
        for (int level = shift; level > 0; level -= BITS) {
            node = (Object[]) node[(position >>> level) & PLACE];
        }
        return (T) node[position & PLACE];
    }

    /** The array with another entry at a position. */
    public PersistentArray<T> with(int position, T entry) {
        Objects.checkIndex(position, size);
        Object[] copy = root.clone();
        Object[] node = copy;
        for (int level = shift; level > 0; level -= BITS) {
            int place = (position >>> level) & PLACE;
            Object[] child = ((Object[]) node[place]).clone();
            node[place] = child;
            node = child;
        }
        node[position & PLACE] = entry;
        return new PersistentArray<>(copy, size, shift);
    }

    @Override
    public int size() {
        return size;
    }
}
