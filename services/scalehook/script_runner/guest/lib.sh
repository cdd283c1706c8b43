# What the stand-ins share: where an instance keeps its packages and units.
state=${SCALEHOOK_STATE:-/var/lib/scalehook}
mkdir -p "$state/packages" "$state/units"

# The unit that a package brings; most are called like their package.
unit_of() {
    case $1 in
    mysql-server | mysql-community-server) echo mysqld ;;
    mariadb-server) echo mariadb ;;
    docker-ce | docker.io) echo docker ;;
    redis-server) echo redis ;;
    *) echo "$1" ;;
    esac
}

describe() {
    case $1 in
    httpd | apache2) echo "The Apache HTTP Server" ;;
    nginx) echo "The nginx HTTP and reverse proxy server" ;;
    *) echo "$1" ;;
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

unit_exists() { [ -e "$state/units/$1" ] || [ -e "/etc/systemd/system/$1.service" ]; }

# read_unit NAME: sets $active, $enabled and $since
read_unit() {
    active=inactive enabled=disabled since=
    [ ! -s "$state/units/$1" ] || read -r active enabled since <"$state/units/$1"
}

write_unit() { printf '%s %s %s\n' "$active" "$enabled" "$since" >"$state/units/$1"; }
