# What all stand-ins share: where an instance keeps its state, what can be a name, how words are sorted.
set -f # a `*` in a name is no pattern
guest=${SCALEHOOK_GUEST:-/.scalehook/guest}
root=${SCALEHOOK_ROOT-}
state=$root/var/lib/scalehook
[ -d "$state/packages" ] && [ -d "$state/units" ] || mkdir -p "$state/packages" "$state/units" 2>/dev/null

# fail TEXT [CODE]: ends the program
fail() {
    printf '%s\n' "$1" >&2
    exit "${2:-1}"
}

# is_name NAME: whether a package, unit or user can be called so. Names become paths: nothing else may.
is_name() {
    case $1 in
    "" | .* | */* | *[[:space:][:cntrl:]]*) return 1 ;;
    esac
}

# keep NAME: puts it among $names, or ends the program
keep() {
    is_name "$1" || fail "Invalid name: '$1'"
    names="${names-} $1"
}

# has WORD LIST: whether it is one of the words
has() {
    for one in $2; do [ "$one" != "$1" ] || return 0; done
    return 1
}

# table NAME: the words of a table
table() { while read -r line; do printf '%s\n' "$line"; done <"$guest/tables/$1"; }

# look_up WORD TABLE [ELSE]: sets $looked_up to the rest of the line that begins with the word
look_up() {
    while read -r begins looked_up; do
        [ "$begins" != "$1" ] || return 0
    done <"$guest/tables/$2"
    looked_up=${3-$1}
}

# second WORD TABLE [ELSE]: says it
second() { look_up "$@" && printf '%s\n' "$looked_up"; }

# sort_words VALUED WORD...: sets $verb, $options and $names; options in VALUED eat the word behind them
sort_words() {
    valued=$1 verb= names= options= value_of=
    shift
    for word; do
        if [ -n "$value_of" ]; then
            options="$options$value_of=$(printf '%s' "$word" | tr ' \t\n' '___') " value_of=
            continue
        fi
        case $word in
        -*)
            if has "$word" "$valued"; then value_of=$word; else options="$options$word "; fi
            ;;
        *) if [ -z "$verb" ]; then verb=$word; else take "$word"; fi ;;
        esac
    done
}

# take WORD: what becomes of the words behind the verb; programs may have one of their own
take() { keep "$1"; }

# option NAME: whether it is there, alone or with a value
option() {
    for one in $options; do
        case $one in "$1" | "$1="*) return 0 ;; esac
    done
    return 1
}
