# Mounts an overlay in the mount namespace that this shell is in, and runs a command in it. Nothing of it is seen outside.
# Runs in the folder of the mount point, so that no path has to be quoted in the options.
# $1: the options. $2: the mount point. $3: the folder of all layers, which nobody changes from in here. Then the command.
{
    mount -t overlay -o "$1" stretto "$2" &&
        mount --bind "$3" "$3" &&
        mount -o remount,bind,ro "$3" &&
        cd "$2"
} || exit 124
shift 3
exec "$@"
