package dev.stretto.engine.attempt;

/**
 * A process that can't be mistaken for another one: ids are reused, but not with the same start and the same boot.
 *
 * @param pid its process id, which is also that of its session and process group
 * @param started its start in clock ticks since boot, as the kernel gives it
 * @param boot the id that the kernel gave this boot of the machine
 */
public record ProcessIdentity(long pid, long started, String boot) {}
