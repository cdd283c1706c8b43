# What the stand-ins share: where an instance keeps its packages and units.
set -f # a `*` in a name is no pattern
root=${SCALEHOOK_ROOT-}
state=$root/var/lib/scalehook
mkdir -p "$state/packages" "$state/units"

# is_name NAME: whether a package or unit can be called so. Names become paths: nothing else may.
is_name() {
    case $1 in
    "" | .* | */* | *[[:space:][:cntrl:]]*) return 1 ;;
    esac
}

# keep NAME: puts it among $names, or ends the program
keep() {
    is_name "$1" || { echo "Invalid name: '$1'" >&2; exit 1; }
    names="${names-} $1"
}

# The unit that a package brings; most are called like their package.
unit_of() {
    case $1 in
    mysql-server | mysql-community-server) echo mysqld ;;
    mariadb-server) echo mariadb ;;
    docker-ce | docker.io) echo docker ;;
    redis-server) echo redis ;;
    *) printf '%s\n' "$1" ;;
    esac
}

describe() {
    case $1 in
    httpd | apache2) echo "The Apache HTTP Server" ;;
    nginx) echo "The nginx HTTP and reverse proxy server" ;;
    *) printf '%s\n' "$1" ;;
    esac
}

is_installed() { [ -e "$state/packages/$1" ]; }

add_package() {
    : >"$state/packages/$1"
    unit=$(unit_of "$1")
    [ -e "$state/units/$unit" ] || printf 'inactive disabled\n' >"$state/units/$unit"
}

remove_package() {
    rm -f "$state/packages/$1" "$state/units/$(unit_of "$1")"
}

unit_exists() { [ -e "$state/units/$1" ] || [ -e "$root/etc/systemd/system/$1.service" ]; }

# read_unit NAME: sets $active, $enabled and $since
read_unit() {
    active=inactive enabled=disabled since=
    [ ! -s "$state/units/$1" ] || read -r active enabled since <"$state/units/$1"
}

write_unit() { printf '%s %s %s\n' "$active" "$enabled" "$since" >"$state/units/$1"; }
