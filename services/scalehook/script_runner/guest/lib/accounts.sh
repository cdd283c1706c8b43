# The users and groups of an instance: lines of /etc/passwd and /etc/group.
. "${SCALEHOOK_GUEST:-/.scalehook/guest}/lib/base.sh"
passwd=$root/etc/passwd
groups=$root/etc/group

# has_line NAME FILE
has_line() { grep -q "^$1:" "$2" 2>/dev/null; }

# field NAME FILE NUMBER: of the line of that name, or of that number
field() { awk -F: -v name="$1" -v at="$3" '$1 == name || $3 == name {print $at; exit}' "$2"; }

# next_id FILE SYSTEM: an id that nobody has
next_id() {
    awk -F: -v low="$2" '
        {taken[$3] = 1}
        END {
            if (low) {for (id = 999; id in taken; id--);} else {for (id = 1000; id in taken; id++);}
            print id
        }' "$1"
}

# drop_line NAME FILE
drop_line() {
    sed "/^$1:/d" "$2" >"$2.new" && cat "$2.new" >"$2"
    rm -f "$2.new"
}

# add_group NAME [ID] [SYSTEM]
add_group() { printf '%s:x:%s:\n' "$1" "${2:-$(next_id "$groups" "${3-}")}" >>"$groups"; }

# join_group USER GROUP
join_group() {
    has_line "$2" "$groups" || return 6
    sed "s/^\($2:.*:\)\$/\1$1/; t; s/^\($2:.*\)\$/\1,$1/" "$groups" >"$groups.new" && cat "$groups.new" >"$groups"
    rm -f "$groups.new"
}

# become USER COMMAND...: runs it as that user; where an instance has one user only, in name
become() {
    user=$1 id=$(field "$1" "$passwd" 3) group=$(field "$1" "$passwd" 4) home=$(field "$1" "$passwd" 6)
    shift
    USER=$user LOGNAME=$user HOME=$home
    export USER LOGNAME HOME
    [ -z "${login-}" ] || cd "$root$home" 2>/dev/null || cd "$root/" || exit
    if [ "$(id -u)" = 0 ] && [ "$id" != 0 ] && has_users; then
        exec setpriv --reuid "$id" --regid "$group" --init-groups -- "$@"
    fi
    exec "$@"
}

# has_users: whether there are more users than one in this instance
has_users() {
    read -r _ _ number </proc/self/uid_map 2>/dev/null
    [ "${number:-1}" != 1 ] && [ -z "$root" ]
}
