# The metadata service at 100.100.100.200, as files: both of its modes, with tokens and without.
SERVICE=100.100.100.200
metadata=${SCALEHOOK_METADATA:-/.scalehook/metadata}
token=made-up-but-good-enough-until
code=200 body= lasting= shown=

# is_metadata WORD...: whether one of them is the service's address
is_metadata() {
    for word; do
        case $word in http://$SERVICE | http://$SERVICE/* | $SERVICE/* | http://$SERVICE:80/*) return 0 ;; esac
    done
    return 1
}

# outside PROGRAM WORD...: the program of the image itself
outside() {
    program=$1
    shift
    for place in /.scalehook/host/usr/bin /usr/bin /usr/local/bin /bin; do
        [ -x "$place/$program" ] && ! grep -q '^# Stands in for' "$place/$program" 2>/dev/null &&
            exec "$place/$program" "$@"
    done
    echo "$program: command not found" >&2
    exit 127
}

# header LINE
header() {
    case $1 in
    [Xx]-aliyun-ecs-metadata-token-ttl-seconds:*) lasting=$(printf '%s' "${1#*:}" | tr -d ' ') ;;
    [Xx]-aliyun-ecs-metadata-token:*) shown=$(printf '%s' "${1#*:}" | tr -d ' ') ;;
    esac
}

# answer METHOD ADDRESS: sets $code and $body
answer() {
    path=${2#http://} path=${path#"$SERVICE"} path=${path#:80} path=${path%%\?*}
    case $1/$path in
    PUT//latest/api/token)
        case $lasting in
        "" | *[!0-9]*) code=400 ;;
        *)
            [ "$lasting" -ge 1 ] && [ "$lasting" -le 21600 ] || { code=400; return; }
            body=$token-$(($(date +%s) + lasting))
            ;;
        esac
        return
        ;;
    esac
    if [ -n "$shown" ] && ! is_good "$shown"; then code=403; return; fi
    case $path in /[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] | /[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]/*) path=/latest${path#/??????????} ;; esac
    look "${path%/}"
}

# is_good TOKEN: whether it was given, and lasts still
is_good() {
    until=${1#"$token-"}
    case $until in "" | "$1" | *[!0-9]*) return 1 ;; esac
    [ "$until" -gt "$(date +%s)" ]
}

# look PATH: a key, or the keys that there are below
look() {
    case $1 in *..* | */.*) code=404; return ;; esac
    if [ -f "$metadata$1" ]; then
        body=$(cat "$metadata$1")
    elif [ -d "$metadata$1" ]; then
        body=$(cd "$metadata$1" && for name in *; do if [ -d "$name" ]; then echo "$name/"; else echo "$name"; fi; done)
    else
        code=404
        body="404 - Not Found"
    fi
}
