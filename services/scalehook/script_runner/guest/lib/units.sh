# The units of an instance: a state for each, beside the files that packages and scripts have written.
. "${SCALEHOOK_GUEST:-/.scalehook/guest}/lib/base.sh"
PLACES="/etc/systemd/system /run/systemd/system /usr/lib/systemd/system /lib/systemd/system"

# full_name NAME: with what kind of unit it is
full_name() {
    case $1 in
    *.service | *.timer | *.socket | *.target | *.mount | *.path | *.slice | *.swap | *.automount)
        printf '%s\n' "$1" ;;
    *) printf '%s\n' "$1.service" ;;
    esac
}

# state_of UNIT: the file with its state
state_of() { printf '%s\n' "$state/units/${1%.service}"; }

# file_of UNIT: the file that a package or script has written for it; of a template's, the template
file_of() {
    case $1 in *@*.*) template="${1%%@*}@.${1##*.}" ;; *) template=$1 ;; esac
    for name in "$1" "$template"; do
        for place in $PLACES; do
            [ -e "$root$place/$name" ] && { printf '%s\n' "$place/$name"; return 0; }
        done
    done
    return 1
}

# called UNIT: the name that it has, where this is only another one for it
called() {
    if is_name "$1" && [ ! -e "$(state_of "$1")" ] && ! file_of "$1" >/dev/null; then
        full_name "$(second "${1%.service}" aliases)"
    else
        printf '%s\n' "$1"
    fi
}

# at_first UNIT: sets $first to the state of one that the image has brought
at_first() {
    first=
    while read -r brought rest; do
        [ "$brought" != "${1%.service}" ] || { first=$rest; return 0; }
    done <"$guest/tables/base-units"
    return 1
}

unit_exists() {
    [ -e "$(state_of "$1")" ] || file_of "$1" >/dev/null || at_first "$1" ||
        init_script "${1%.service}" >/dev/null
}

# init_script NAME: the one that a script has written
init_script() {
    [ -f "$root/etc/init.d/$1" ] && [ ! -L "$root/etc/init.d/$1" ] && printf '%s\n' "$root/etc/init.d/$1"
}

# read_unit UNIT: sets $active, $enabled and $since
read_unit() {
    active=inactive enabled=disabled since=
    file=$state/units/${1%.service}
    if [ -s "$file" ]; then
        read -r active enabled since <"$file"
    elif at_first "$1"; then
        active=${first% *} enabled=${first#* }
    fi
}

# write_unit UNIT
write_unit() { printf '%s %s %s\n' "$active" "$enabled" "$since" >"$(state_of "$1")"; }

# setting KEY UNIT: what its file says
setting() {
    path=$(file_of "$2") || return 0
    sed -n "s/^$1[[:space:]]*=[[:space:]]*//p" "$root$path" | head -n 1
}

# describe UNIT
describe() {
    said=$(setting Description "$1")
    [ -n "$said" ] || said=$(second "${1%.service}" descriptions)
    printf '%s\n' "$said"
}

# loaded_from UNIT: its file, or where that of a package would be
loaded_from() { file_of "$1" || printf '%s\n' "/usr/lib/systemd/system/$1"; }

# wants_of UNIT: the link that enabling it makes
wants_of() {
    target=$(setting WantedBy "$1")
    case $1 in *.timer) usual=timers.target ;; *.socket) usual=sockets.target ;; *) usual=multi-user.target ;; esac
    target=${target%% *}
    is_name "$target" || target=$usual
    printf '%s\n' "/etc/systemd/system/$target.wants/$1"
}

# unit_text UNIT: its file, where a package brings it
unit_text() {
    printf '[Unit]\nDescription=%s\n\n' "$(describe "$1")"
    printf '[Service]\nExecStart=/usr/sbin/%s\n\n[Install]\nWantedBy=multi-user.target\n' "${1%.service}"
}
