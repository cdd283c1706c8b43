# The packages of an instance: noted, with the unit that each brings; nothing is downloaded.
. "${SCALEHOOK_GUEST:-/.scalehook/guest}/lib/units.sh"
. "${SCALEHOOK_GUEST:-/.scalehook/guest}/lib/accounts.sh"
HINT="scalehook: these words look like several commands on one line; write each on a line of its own"

# package_of WORD: the package that a file or an address of one holds; other words are names already
package_of() {
    case $1 in
    *.rpm)
        name=${1##*/} name=${name%.rpm} name=${name%.*}
        case $name in *-*-[0-9]*) name=${name%-*} ;; esac
        case $name in *-[0-9]*) name=${name%-[0-9]*} ;; esac
        printf '%s\n' "$name"
        ;;
    *.deb) name=${1##*/} && name=${name%.deb} && printf '%s\n' "${name%%_*}" ;;
    *) without_version "$1" ;;
    esac
}

# without_version WORD: the name in NAME-VERSION-RELEASE.ARCH or NAME:ARCH=VERSION. A version has a dot in
# it: there are packages whose names end with a number.
without_version() {
    name=${1%%=*}
    case $name in *.x86_64 | *.noarch | *.aarch64 | *.i[3-6]86) name=${name%.*} ;; esac
    case $name in *:amd64 | *:arm64 | *:i386 | *:all) name=${name%:*} ;; esac
    case ${name##*-} in
    [0-9]*.*)
        name=${name%-*}
        case ${name##*-} in [0-9]*) name=${name%-*} ;; esac
        ;;
    esac
    printf '%s\n' "$name"
}

# is_file WORD: whether it means a file or an address
is_file() { case $1 in *.rpm | *.deb) return 0 ;; esac; return 1; }

# is_missing WORD: a file that is not there; addresses count as reached
is_missing() {
    is_file "$1" || return 1
    case $1 in http://* | https://* | ftp://*) return 1 ;; esac
    [ ! -e "$1" ]
}

# is_no_package NAME: what stands between package names where lines of a script were joined
is_no_package() { has "$1" "$(table no-packages)"; }

unit_of() { second "$1" units; }

is_installed() { [ -e "$state/packages/$1" ]; }

installed() { ls "$state/packages"; }

add_package() {
    : >"$state/packages/$1"
    add_user_of "$1"
    add_files_of "$1"
    add_programs_of "$1"
    unit=$(unit_of "$1")
    has_state "$unit" || second "$unit" base-units 'inactive disabled' >"$state/units/$unit"
    find_file "$unit.service" || describe_package "$unit"
    [ -e "$root/etc/init.d/$unit" ] || ln -s "$guest/bin/service" "$root/etc/init.d/$unit" 2>/dev/null
    return 0
}

# add_user_of PACKAGE: the user and the group that it brings, if it does
add_user_of() {
    owner=$(second "$1" users "")
    [ -n "$owner" ] && [ -w "$passwd" ] || return 0
    has_line "$owner" "$groups" || add_group "$owner" "" system
    has_line "$owner" "$passwd" && return
    printf '%s:x:%s:%s::/var/lib/%s:/sbin/nologin\n' "$owner" "$(next_id "$passwd" system)" \
        "$(field "$owner" "$groups" 3)" "$owner" >>"$passwd"
}

# describe_package UNIT: its unit's file
describe_package() {
    mkdir -p "$root/usr/lib/systemd/system" 2>/dev/null || return 0
    text=$(unit_text "$1.service")
    printf '%s\n' "$text" >"$root/usr/lib/systemd/system/$1.service" 2>/dev/null
    return 0
}

# add_files_of PACKAGE: its settings, which scripts change
add_files_of() {
    for path in $(second "$1" files ""); do
        [ ! -e "$root/$path" ] || continue
        mkdir -p "$root/${path%/*}" && cp "$guest/brought/$path" "$root/$path"
    done
}

# add_programs_of PACKAGE: those that the image has not; they note that they are called
add_programs_of() {
    [ -z "$root" ] || return 0
    for program in $(second "$1" brings ""); do
        [ -e "/usr/bin/$program" ] || [ -e "/usr/sbin/$program" ] || ln -s "$guest/lib/program" "/usr/bin/$program"
    done
}

# remove_programs_of PACKAGE
remove_programs_of() {
    [ -z "$root" ] || return 0
    for program in $(second "$1" brings ""); do
        case $(readlink "/usr/bin/$program") in */lib/program) rm -f "/usr/bin/$program" ;; esac
    done
}

remove_package() {
    remove_programs_of "$1"
    unit=$(unit_of "$1")
    rm -f "$state/packages/$1" "$state/units/$unit" "$root/usr/lib/systemd/system/$unit.service" \
        "$root/etc/init.d/$unit" "$root$(wants_of "$unit.service")"
}
