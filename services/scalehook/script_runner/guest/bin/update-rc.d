#!/bin/sh
# Stands in for update-rc.d: it asks systemctl.
systemctl=${SCALEHOOK_GUEST:-/.scalehook/guest}/bin/systemctl
[ "${1-}" != -f ] || shift
[ $# -ge 2 ] || { echo "usage: update-rc.d NAME defaults|enable|disable|remove" >&2; exit 1; }
case $2 in
defaults | enable) exec "$systemctl" enable "$1" ;;
disable | remove) exec "$systemctl" disable "$1" ;;
*) echo "usage: update-rc.d NAME defaults|enable|disable|remove" >&2; exit 1 ;;
esac
