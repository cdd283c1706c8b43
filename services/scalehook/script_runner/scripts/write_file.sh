#!/bin/sh
# Writes a file; what it is told stands before this as variables. Ends with a number that says what was
# in the way. Whatever it meets is inside of the instance's root, where there is a wall around it; where
# there is none, SCALEHOOK_ROOT says where the root is, and no link leads out of it.
umask 022
top=${SCALEHOOK_ROOT:-}
if [ -n "$top" ]; then
	top=$(cd -P "$top" && pwd) || exit 41
	near=$top$folder
	while [ ! -e "$near" ] && [ ! -L "$near" ]; do near=${near%/*}; done
	case $(cd -P "$near" && pwd)/ in "$top"/*) ;; *) exit 41 ;; esac
fi
case /$folder/ in */../*) exit 41 ;; esac
mkdir -p "$top$folder" 2>/dev/null && cd -P "$top$folder" || exit 41
known() { [ -z "${1##*[!0-9]*}" ] && grep -q "^$1:" "$top/etc/$2" || [ -n "${1##*[!0-9]*}" ]; }
known "$owner" passwd || exit 42
known "$group" group || exit 43
draft=.scalehook-$$
trap 'rm -f "$draft"' EXIT
printf %s "$content" | base64 -d >"$draft" || exit 45
if [ -e "./$name" ] || [ -L "./$name" ]; then
	[ -n "$again" ] && cmp -s "$draft" "./$name" && exit 0
	[ -n "$overwrite" ] || exit 44
	[ ! -d "./$name" ] || [ -L "./$name" ] || exit 45
fi
chmod "$mode" "$draft" || exit 46
if [ -z "$top" ]; then chown "$owner:$group" "$draft" || exit 46; fi
mv -fT "$draft" "./$name" || exit 45
