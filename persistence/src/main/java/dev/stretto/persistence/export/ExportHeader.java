package dev.stretto.persistence.export;

/**
 * The first line of an exported log: what the file is, and what it has to hold.
 *
 * @param format always {@link #FORMAT}
 * @param version of the format, from 1
 * @param run the run's id
 * @param events how many entries follow
 * @param chain the digest of the last of them
 * @param texts how many free texts come after the entries
 * @param artifacts how many artifacts come after those, with those that are only said to be absent
 */
record ExportHeader(String format, int version, String run, long events, String chain, long texts, long artifacts) {
    static final String FORMAT = "stretto-log";
    static final int VERSION = 1;

    static ExportHeader of(String run, long events, String chain, long texts, long artifacts) {
        return new ExportHeader(FORMAT, VERSION, run, events, chain, texts, artifacts);
    }
}
