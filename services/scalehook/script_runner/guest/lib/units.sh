# The units of an instance: a state for each, beside the files that packages and scripts have written.
. "${SCALEHOOK_GUEST:-/.scalehook/guest}/lib/base.sh"
PLACES="/etc/systemd/system /run/systemd/system /usr/lib/systemd/system /lib/systemd/system"

# name_fully NAME: sets $full_name, with what kind of unit it is
name_fully() {
    case $1 in
    *.service | *.timer | *.socket | *.target | *.mount | *.path | *.slice | *.swap | *.automount) full_name=$1 ;;
    *) full_name=$1.service ;;
    esac
}

# has_state UNIT: whether there is a file with its state
has_state() { [ -e "$state/units/${1%.service}" ]; }

# find_file UNIT: sets $unit_file to that which a package or script has written for it; of a template's,
# to the template's
find_file() {
    case $1 in *@*.*) template="${1%%@*}@.${1##*.}" ;; *) template=$1 ;; esac
    for its_name in "$1" "$template"; do
        for place in $PLACES; do
            unit_file=$place/$its_name
            [ ! -e "$root$unit_file" ] || return 0
        done
    done
    return 1
}

# called UNIT: the name that it has, where this is only another one for it
called() {
    if is_name "$1" && ! has_state "$1" && ! find_file "$1"; then
        look_up "${1%.service}" aliases
        name_fully "$looked_up"
        printf '%s\n' "$full_name"
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
    has_state "$1" || find_file "$1" || at_first "$1" ||
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
write_unit() { printf '%s %s %s\n' "$active" "$enabled" "$since" >"$state/units/${1%.service}"; }

# setting KEY UNIT: what its file says
setting() {
    find_file "$2" || return 0
    sed -n "s/^$1[[:space:]]*=[[:space:]]*//p" "$root$unit_file" | head -n 1
}

# describe UNIT: sets $description
describe() {
    description=
    ! find_file "$1" || description=$(setting Description "$1")
    [ -n "$description" ] && return
    look_up "${1%.service}" descriptions
    description=$looked_up
}

# loaded_from UNIT: its file, or where that of a package would be
loaded_from() {
    find_file "$1" || unit_file=/usr/lib/systemd/system/$1
    printf '%s\n' "$unit_file"
}

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
    describe "$1"
    printf '[Unit]\nDescription=%s\n\n' "$description"
    printf '[Service]\nExecStart=/usr/sbin/%s\n\n[Install]\nWantedBy=multi-user.target\n' "${1%.service}"
}
